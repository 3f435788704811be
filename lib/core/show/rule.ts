import type { Refusal, Result } from '../contract/error-codes';
import { refuse } from '../contract/error-codes';
import { LIMITS } from '../contract/limits';
import type { Actor, ShowCommand } from '../contract/show-commands';
import type { ShowEvent } from '../contract/show-events';
import type { SceneView, Seat, ShowDestination, ShowState } from '../contract/show-state';
import type { Standby } from './promotion';
import type { SystemCommand } from './system-command';

/** What a rule may know of the world beyond the state. */
export interface ShowFacts {
  actor: Actor;
  nowMs: number;
  /**
   * For the one thing a command creates without naming it (the broadcast of `show.goLive`). The server passes a fresh
   * id; a browser may pass the command id, since its optimistic copy is replaced by the server's event.
   */
  newId: string;
  /** Pages that could publish the program now. Only the server knows them. */
  standbys?: readonly Standby[];
}

export type AnyCommand = ShowCommand | SystemCommand;

/** The answer of one rule: the facts that follow, or why not. */
export type Verdict = Result<ShowEvent[]>;

export type RuleOf<T extends AnyCommand['type']> = (
  state: ShowState,
  command: Extract<AnyCommand, { type: T }>,
  facts: ShowFacts,
) => Verdict;

/** A family of rules, one per command type. */
export type Rules<T extends AnyCommand['type']> = { [K in T]: RuleOf<K> };

export const happened = (...events: ShowEvent[]): Verdict => ({ ok: true, value: events });

/** SH3. */
export const NOTHING: Verdict = { ok: true, value: [] };

type Found<T> = { ok: true; value: T } | { ok: false; error: Refusal };

export function findScene(state: ShowState, sceneId: string): Found<SceneView> {
  const scene = state.scenes.find((candidate) => candidate.sceneId === sceneId);
  return scene
    ? { ok: true, value: scene }
    : refuse('not-found', 'This scene is gone. Another producer may have removed it.');
}

/** SH4 and SE3: a seat that can still be acted upon. */
export function findSeat(state: ShowState, seatId: string): Found<Seat> {
  const seat = state.seats.find((candidate) => candidate.seatId === seatId);
  if (!seat) return refuse('not-found', 'This guest is not part of the show.');
  if (seat.place === 'gone') return refuse('wrong-phase', `${seat.name} was removed from the show.`);
  return { ok: true, value: seat };
}

export function findDestination(state: ShowState, destinationId: string): Found<ShowDestination> {
  const destination = state.destinations.find((candidate) => candidate.destinationId === destinationId);
  return destination
    ? { ok: true, value: destination }
    : refuse('not-found', 'This destination is not part of the show any more.');
}

/**
 * The listed ids take, in the order given, the positions that they hold together; all others stay where they are.
 * Returns null when an id is unknown or listed twice.
 */
export function permuteListed(current: readonly string[], listed: readonly string[]): string[] | null {
  const wanted = new Set(listed);
  if (wanted.size !== listed.length) return null;
  const known = new Set(current);
  if (listed.some((id) => !known.has(id))) return null;
  const queue = [...listed];
  return current.map((id) => (wanted.has(id) ? (queue.shift() ?? id) : id));
}

const COPY_SUFFIX = ' copy';

/** The name of a duplicate, within the bound of names. */
export const copyName = (name: string): string =>
  `${name.slice(0, LIMITS.nameChars - COPY_SUFFIX.length)}${COPY_SUFFIX}`;
