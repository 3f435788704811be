import type { Refusal } from '../contract/error-codes';
import { refuse } from '../contract/error-codes';
import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { applyEvent } from './apply-event';
import { CHAT_RULES } from './chat-rules';
import { CHECK_RULES } from './check-rules';
import { DESTINATION_RULES } from './destination-rules';
import { GRAPHIC_RULES } from './graphic-rules';
import { HISTORY_RULES } from './history-rules';
import { LEASE_RULES } from './lease-rules';
import { MEDIA_RULES } from './media-rules';
import { PHASE_RULES } from './phase-rules';
import { withProgramMoves } from './program-moves';
import type { AnyCommand, RuleOf, ShowFacts, Verdict } from './rule';
import { RUNDOWN_RULES } from './rundown-rules';
import { SCENE_RULES } from './scene-rules';
import { withSceneGraphics } from './scene-graphics';
import { withSceneMedia } from './scene-media';
import { SEAT_RULES } from './seat-rules';
import { SOUND_RULES } from './sound-rules';
import { SWITCH_RULES } from './switch-rules';

export type ReduceResult =
  { ok: true; state: ShowState; events: ShowEvent[] } | { ok: false; error: Refusal };

/**
 * Decides what a command does to a show: the events that follow and the state after them, or a refusal.
 * Pure and total: never throws for any state it produced itself. Authorisation (`can`), numbering and
 * idempotence by command id are the session's duty. Follows SPEC.md.
 *
 * @example
 * const result = reduceShow(state, { type: 'scene.activate', sceneId }, { actor, nowMs, newId });
 */
export function reduceShow(state: ShowState, command: AnyCommand, facts: ShowFacts): ReduceResult {
  if (reachesBeyondOwnSeat(command, facts)) {
    return refuse('forbidden', 'Only the guest can change this on this seat.');
  }
  // The table pairs each type with its own rule; the compiler cannot follow that through an index.
  const rule = RULES[command.type] as (state: ShowState, command: AnyCommand, facts: ShowFacts) => Verdict;
  const verdict = rule(state, command, facts);
  if (!verdict.ok) return verdict;
  const withScene = withSceneMedia(state, withSceneGraphics(state, verdict.value, facts), facts);
  const events = withProgramMoves(state, withScene, facts);
  return { ok: true, state: events.reduce(applyEvent, state), events };
}

const RULES = {
  ...PHASE_RULES,
  ...SCENE_RULES,
  ...SWITCH_RULES,
  ...SEAT_RULES,
  ...SOUND_RULES,
  ...LEASE_RULES,
  ...DESTINATION_RULES,
  ...GRAPHIC_RULES,
  ...HISTORY_RULES,
  ...MEDIA_RULES,
  ...RUNDOWN_RULES,
  ...CHAT_RULES,
  ...CHECK_RULES,
} satisfies { [T in AnyCommand['type']]: RuleOf<T> };

/** SH6: a second lock behind `can`, because these three decide over a person's own camera and microphone. */
const OWN_SEAT_COMMANDS: ReadonlySet<AnyCommand['type']> = new Set([
  'seat.setSelfMute',
  'seat.setMedia',
  'seat.leave',
]);

function reachesBeyondOwnSeat(command: AnyCommand, { actor }: ShowFacts): boolean {
  // CH1 decides by room.
  if (command.type === 'chat.say') return false;
  if (!('seatId' in command)) return actor.kind === 'seat';
  if (actor.kind === 'seat') return command.seatId !== actor.seatId;
  return OWN_SEAT_COMMANDS.has(command.type);
}
