import type { ChatMessage, ChatRoom } from '../contract/chat';
import type { Refusal } from '../contract/error-codes';
import { refuse } from '../contract/error-codes';
import { CHAT_PACE } from '../contract/limits';
import type { Actor } from '../contract/show-commands';
import type { ShowState } from '../contract/show-state';
import { authorKey, isAmongEveryone } from './chat-rooms';
import type { Rules } from './rule';
import { findSeat, happened, NOTHING } from './rule';

export const CHAT_RULES: Rules<'chat.say'> = {
  'chat.say': (state, { messageId, to, text }, { actor, nowMs }) => {
    if (actor.kind === 'system') return NOT_ALLOWED;
    const from: ChatMessage['from'] =
      actor.kind === 'user'
        ? { kind: 'user', userId: actor.userId, name: actor.name }
        : { kind: 'seat', seatId: actor.seatId, name: actor.name };
    const objection = mayWrite(state, actor, to);
    if (objection) return { ok: false, error: objection };
    if (state.chat.some((known) => known.messageId === messageId)) return NOTHING;
    const author = authorKey({ from });
    const recent = state.chat.filter(
      (message) => message.atMs > nowMs - CHAT_PACE.perMs && authorKey(message) === author,
    );
    if (recent.length >= CHAT_PACE.messages)
      return refuse('rate-limited', 'That was a lot at once. Wait a few seconds, then write again.');
    return happened({ type: 'chat.said', message: { messageId, atMs: nowMs, to, from, text } });
  },
};

/** CH1. */
function mayWrite(state: ShowState, actor: Exclude<Actor, { kind: 'system' }>, to: ChatRoom): Refusal | null {
  if (to.kind === 'seat') {
    if (actor.kind === 'seat' && actor.seatId !== to.seatId) return NOT_ALLOWED.error;
    const seat = findSeat(state, to.seatId);
    return seat.ok ? null : seat.error;
  }
  if (actor.kind === 'user') return null;
  if (to.kind === 'everyone' && isAmongEveryone(state, actor.seatId)) return null;
  return NOT_ALLOWED.error;
}

const NOT_ALLOWED = refuse('forbidden', 'You cannot write there. Write to the producers instead.');
