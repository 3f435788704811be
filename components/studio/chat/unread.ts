import type { ChatMessage } from '@/lib/core/contract/chat';
import { roomKey } from '@/lib/core/show/chat-rooms';

/** What this person has not read: others' messages later than how far each conversation was read. */
export function unreadMessages(
  chat: readonly ChatMessage[],
  reads: Readonly<Record<string, number>>,
  ownUserId: string,
): ChatMessage[] {
  return chat.filter(
    ({ from, to, atMs }) =>
      !(from.kind === 'user' && from.userId === ownUserId) && atMs > (reads[roomKey(to)] ?? 0),
  );
}

/** Spoken when the chat is not open: who wrote, and where. */
export function chatAnnouncement(unread: readonly ChatMessage[]): string {
  const last = unread.at(-1);
  if (!last) return '';
  const where = last.to.kind === 'everyone' ? 'everyone' : 'the producers';
  const more = unread.length > 1 ? ` ${unread.length} unread messages.` : '';
  return `${last.from.name} wrote to ${where}.${more}`;
}
