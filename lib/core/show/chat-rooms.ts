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

/** CH2, CH5: all that one guest may read, oldest first. */
export function guestChat(state: ShowState, seatId: string): GuestChatLine[] {
  const isIn = isAmongEveryone(state, seatId);
  const numbers = namesakes(state.chat);
  return state.chat.flatMap((message): GuestChatLine[] => {
    const { to, messageId, atMs, from, text } = message;
    const isPrivate = to.kind === 'seat' && to.seatId === seatId;
    if (!isPrivate && !(to.kind === 'everyone' && isIn)) return [];
    const isOwn = from.kind === 'seat' && from.seatId === seatId;
    return [
      {
        messageId,
        atMs,
        to: isPrivate ? 'producers' : 'everyone',
        name: from.name,
        role: from.kind === 'user' ? 'producer' : 'guest',
        namesake: numbers.get(authorKey(message)) ?? 1,
        isOwn,
        text,
      },
    ];
  });
}

/** CH5: producers by the order in which they first wrote under a name. */
function namesakes(chat: readonly ChatMessage[]): ReadonlyMap<string, number> {
  const writers = new Map<string, string[]>();
  const numbers = new Map<string, number>();
  for (const message of chat) {
    const key = authorKey(message);
    if (message.from.kind !== 'user' || numbers.has(key)) continue;
    const same = writers.get(message.from.name) ?? [];
    writers.set(message.from.name, [...same, key]);
    numbers.set(key, same.length + 1);
  }
  return numbers;
}
