import type { ChatMessage, ChatRoom, GuestChatLine } from '../contract/chat';
import type { ShowState } from '../contract/show-state';

/** One name per conversation: `producers`, `everyone`, `seat:<id>`. */
export const roomKey = (room: ChatRoom): string => (room.kind === 'seat' ? `seat:${room.seatId}` : room.kind);

/** Who wrote it, as a key: `user:<id>` or `seat:<id>`. */
export const authorKey = ({ from }: Pick<ChatMessage, 'from'>): string =>
  from.kind === 'user' ? `user:${from.userId}` : `seat:${from.seatId}`;

/** CH2: backstage and on stage a seat takes part in what everyone reads; waiting and gone it does not. */
export function isAmongEveryone(state: ShowState, seatId: string): boolean {
  const place = state.seats.find((seat) => seat.seatId === seatId)?.place;
  return place === 'backstage' || place === 'stage';
}

/** CH2: all that one guest may read, oldest first. */
export function guestChat(state: ShowState, seatId: string): GuestChatLine[] {
  const isIn = isAmongEveryone(state, seatId);
  return state.chat.flatMap((message): GuestChatLine[] => {
    const { to, messageId, atMs, from, text } = message;
    const isPrivate = to.kind === 'seat' && to.seatId === seatId;
    if (!isPrivate && !(to.kind === 'everyone' && isIn)) return [];
    const isOwn = from.kind === 'seat' && from.seatId === seatId;
    return [{ messageId, atMs, to: isPrivate ? 'producers' : 'everyone', name: from.name, isOwn, text }];
  });
}
