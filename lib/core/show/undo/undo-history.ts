import type { Refusal } from '../../contract/error-codes';
import { refuse } from '../../contract/error-codes';
import type { UndoOffer } from '../../contract/realtime';
import type { Actor, ShowCommandType } from '../../contract/show-commands';
import type { ShowEvent } from '../../contract/show-events';
import type { ShowState } from '../../contract/show-state';
import { reduceShow, type ReduceResult } from '../reduce-show';
import type { AnyCommand, ShowFacts } from '../rule';
import { eventTargets, targetsOverlap } from './event-targets';
import { invertCommand } from './invert-command';

interface Step {
  /** What the person did first, for words. */
  action: ShowCommandType;
  /** To be given to take it back. */
  way: AnyCommand[];
  targets: string[];
  /** Number of the last event of the change. */
  seq: number;
  atMs: number;
}

interface Stacks {
  undo: Step[];
  redo: Step[];
}

interface Write {
  target: string;
  actorKey: string;
  name: string;
  seq: number;
}

type Turn = 'undo' | 'redo';

/** The answer to one command, and for a turn what it took back or did again. */
export type Decision = ReduceResult & { turned?: ShowCommandType };

export interface DecideOptions {
  /** Number of the last event before this command. */
  seq: number;
  /** Why these targets may not be changed now (a soft lock), or null. */
  objection?: ((targets: readonly string[]) => Refusal | null) | undefined;
}

/** More than anybody remembers having done. The largest step keeps a logo of 192 KiB: 10 MB for one person at worst. */
export const UNDO_STEPS_MAX = 50;
/** People with a history in one show; beyond it the one who did nothing for longest loses theirs. */
const PEOPLE_MAX = 32;
/** Latest changes remembered, one per person and thing: 32 people times what a show of 60 scenes has, in practice. */
const WRITES_MAX = 5_000;
/** A fader that is dragged or a colour that is looked for is one change, as long as the hand does not rest. */
const SAME_CHANGE_MS = 1_000;
const CONTINUOUS: ReadonlySet<AnyCommand['type']> = new Set([
  'seat.setGain',
  'show.setMasterGain',
  'scene.setBackground',
  'seat.setSound',
]);

/**
 * The undo of every person in one show. Stands before `reduceShow` on the server: answers `history.undo` and
 * `history.redo` with the steps that belong to whoever asks, and remembers the way back from everything else.
 * Deterministic; time comes in with the facts.
 */
export class UndoHistory {
  /** By user id, longest silent first. */
  readonly #people = new Map<string, Stacks>();
  /** Oldest first. */
  readonly #writes = new Map<string, Write>();
  /** Changes up to this number are not all remembered any more. */
  #forgottenSeq = 0;

  /** Decides a command as `reduceShow` does. The caller numbers the events from `seq + 1`. */
  decide(state: ShowState, command: AnyCommand, facts: ShowFacts, options: DecideOptions): Decision {
    if (command.type === 'history.undo') return this.#turn('undo', state, facts, options);
    if (command.type === 'history.redo') return this.#turn('redo', state, facts, options);
    const way = facts.actor.kind === 'user' ? invertCommand(state, command) : null;
    const result = reduceShow(state, command, facts);
    if (!result.ok || result.events.length === 0) return result;
    const targets = targetsOf(result.events, facts.actor);
    const held = options.objection?.(targets);
    if (held) return { ok: false, error: held };
    const seq = options.seq + result.events.length;
    this.#noteWrites(targets, facts.actor, seq);
    if (way && facts.actor.kind === 'user') {
      // Only people's commands are remembered, and those are ShowCommands.
      const action = command.type as ShowCommandType;
      this.#remember(facts.actor.userId, { action, way, targets, seq, atMs: facts.nowMs });
    }
    return result;
  }

  offer(userId: string): UndoOffer {
    const { undo, redo } = this.#people.get(userId) ?? NO_STACKS;
    return { undo: undo.at(-1)?.action ?? null, redo: redo.at(-1)?.action ?? null };
  }

  #turn(turn: Turn, state: ShowState, facts: ShowFacts, options: DecideOptions): Decision {
    const { actor } = facts;
    const stacks = actor.kind === 'user' ? this.#people.get(actor.userId) : undefined;
    const step = stacks?.[turn].at(-1);
    if (!stacks || !step) {
      return refuse('not-found', `There is nothing of yours to ${turn}.`);
    }
    const changed = this.#changedSince(step, actor);
    if (changed !== null) {
      stacks[turn].pop();
      return refuse('conflict', changed);
    }
    const result = follow(state, step.way, facts, options);
    if (!result.ok) {
      // What is held or on program now can be tried again later; what does not fit any more never will.
      if (result.mayTryAgain) return result;
      stacks[turn].pop();
      return refuse('conflict', `This cannot be ${DONE[turn]} any more. ${result.error.message}`);
    }
    stacks[turn].pop();
    const { events, wayBack } = result;
    const seq = options.seq + events.length;
    const targets = targetsOf(events, actor);
    this.#noteWrites(targets, actor, seq);
    if (events.length > 0) {
      const back = stacks[turn === 'undo' ? 'redo' : 'undo'];
      back.push({ ...step, way: wayBack, targets, seq, atMs: -Infinity });
    }
    return { ok: true, state: result.state, events, turned: step.action };
  }

  /** UN2. */
  #changedSince(step: Step, actor: Actor): string | null {
    if (step.seq <= this.#forgottenSeq) return 'Too much has happened since. Change it by hand.';
    const actorKey = keyOf(actor);
    for (const write of this.#writes.values()) {
      const isOthers = write.seq > step.seq && write.actorKey !== actorKey;
      if (isOthers && step.targets.some((target) => targetsOverlap(target, write.target)))
        return `${write.name} changed this since, so it stays. Ask again for your change before it.`;
    }
    return null;
  }

  #remember(userId: string, step: Step): void {
    const stacks = this.#people.get(userId) ?? { undo: [], redo: [] };
    this.#people.delete(userId);
    this.#people.set(userId, stacks);
    if (this.#people.size > PEOPLE_MAX) {
      const [silent] = this.#people.keys();
      if (silent !== undefined) this.#people.delete(silent);
    }
    stacks.redo = [];
    const last = stacks.undo.at(-1);
    const isSameChange =
      last?.action === step.action &&
      CONTINUOUS.has(step.action) &&
      step.atMs - last.atMs < SAME_CHANGE_MS &&
      last.targets.join() === step.targets.join() &&
      this.#changedSince(last, { kind: 'user', userId, name: '', role: 'producer' }) === null;
    if (isSameChange) stacks.undo.splice(-1, 1, { ...step, way: last.way });
    else stacks.undo = [...stacks.undo.slice(1 - UNDO_STEPS_MAX), step];
  }

  #noteWrites(targets: readonly string[], actor: Actor, seq: number): void {
    const actorKey = keyOf(actor);
    for (const target of targets) {
      const key = `${actorKey} ${target}`;
      this.#writes.delete(key);
      this.#writes.set(key, { target, actorKey, name: actor.name, seq });
    }
    while (this.#writes.size > WRITES_MAX) {
      const [[key, { seq: forgotten }] = ['', { seq: 0 }]] = this.#writes;
      this.#writes.delete(key);
      this.#forgottenSeq = Math.max(this.#forgottenSeq, forgotten);
    }
  }
}

const NO_STACKS: Stacks = { undo: [], redo: [] };
const DONE: Record<Turn, string> = { undo: 'undone', redo: 'done again' };

type Followed =
  | { ok: true; state: ShowState; events: ShowEvent[]; wayBack: AnyCommand[] }
  | { ok: false; error: Refusal; mayTryAgain: boolean };

/** All the steps or none. UN3: never what would change the picture on program. */
function follow(
  before: ShowState,
  way: readonly AnyCommand[],
  facts: ShowFacts,
  { objection }: DecideOptions,
): Followed {
  let state = before;
  const events: ShowEvent[] = [];
  const wayBack: AnyCommand[] = [];
  for (const command of way) {
    const back = invertCommand(state, command) ?? [];
    const result = reduceShow(state, command, facts);
    if (!result.ok) return { ok: false, error: result.error, mayTryAgain: false };
    if (result.events.some(({ type }) => CHANGES_PROGRAM.has(type)))
      return { ...ON_PROGRAM, mayTryAgain: true };
    const held = objection?.(targetsOf(result.events, facts.actor));
    if (held) return { ok: false, error: held, mayTryAgain: true };
    state = result.state;
    events.push(...result.events);
    wayBack.unshift(...back);
  }
  return { ok: true, state, events, wayBack };
}

const ON_PROGRAM = refuse(
  'conflict',
  'That would change what is on program now. Take it off program first, then try again.',
);

const CHANGES_PROGRAM: ReadonlySet<ShowEvent['type']> = new Set([
  'program.activated',
  'graphic.shown',
  'graphic.hidden',
  'media.played',
  'media.stopped',
]);

const targetsOf = (events: readonly ShowEvent[], actor: Actor): string[] => [
  ...new Set(events.flatMap((event) => eventTargets(event, actor))),
];

const keyOf = (actor: Actor): string =>
  actor.kind === 'user'
    ? `user:${actor.userId}`
    : actor.kind === 'seat'
      ? `seat:${actor.seatId}`
      : `system:${actor.name}`;
