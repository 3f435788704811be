'use client';

import { MessagesSquare } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ChatForm } from '@/components/shared/chat-form';
import { ChatLines } from '@/components/shared/chat-lines';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ChatMessage, ChatRoom } from '@/lib/core/contract/chat';
import { useStore } from '@/lib/browser/realtime/use-store';
import { roomKey } from '@/lib/core/show/chat-rooms';
import { useDesk, useShow } from '../studio-context';
import { unreadMessages } from './unread';

const NOTES: Record<ChatRoom['kind'], string> = {
  producers: 'Only producers and hosts read this.',
  everyone: 'Producers and everybody backstage or on stage read this. Viewers never do.',
  seat: 'Only this guest and the producers read this.',
};

/** Conversations of the show, one at a time. */
export function ChatPanel() {
  const { chat, seats } = useShow();
  const { actor, connection, chatReads } = useDesk();
  const reads = useStore(chatReads);
  const [room, setRoom] = useState<ChatRoom>({ kind: 'producers' });
  const key = roomKey(room);
  const messages = chat.filter(({ to }) => roomKey(to) === key);
  const lastAtMs = messages.at(-1)?.atMs ?? 0;
  useEffect(() => chatReads.read(key, lastAtMs), [chatReads, key, lastAtMs]);
  const unread = unreadMessages(chat, reads, actor.userId);
  const guests = seats.filter(
    ({ seatId, place }) => place !== 'gone' || chat.some(({ to }) => roomKey(to) === `seat:${seatId}`),
  );
  const partner = room.kind === 'seat' ? seats.find(({ seatId }) => seatId === room.seatId) : undefined;
  const isClosed = room.kind === 'seat' && (!partner || partner.place === 'gone');
  const option = (value: ChatRoom, name: string) => (
    <option key={roomKey(value)} value={roomKey(value)}>
      {name}
      {countText(unread, value)}
    </option>
  );
  const say = async (text: string) => {
    const reply = await connection.command({
      type: 'chat.say',
      messageId: crypto.randomUUID(),
      to: room,
      text,
    });
    return reply.ok ? null : reply.error.message;
  };
  return (
    <div className="flex h-full min-h-[320px] flex-col gap-3">
      <Field label="Conversation">
        {(control) => (
          <Select {...control} value={key} onChange={({ target }) => setRoom(roomOf(target.value))}>
            {option({ kind: 'producers' }, 'Producers')}
            {option({ kind: 'everyone' }, 'Everyone backstage')}
            {guests.map(({ seatId, name }) => option({ kind: 'seat', seatId }, name))}
          </Select>
        )}
      </Field>
      {messages.length === 0 ? (
        <EmptyState
          icon={<MessagesSquare />}
          title="Nobody has written yet"
          text={NOTES[room.kind]}
          className="flex-1 py-8"
        />
      ) : (
        <ChatLines
          label="Messages"
          className="min-h-0 flex-1"
          lines={messages.map(({ messageId, atMs, from, text }) => ({
            id: messageId,
            atMs,
            name: from.name,
            text,
            isOwn: from.kind === 'user' && from.userId === actor.userId,
            hasFace: true,
          }))}
        />
      )}
      {isClosed ? (
        <p className="text-sm text-ink-3">{partner?.name ?? 'This guest'} is not in the show any more.</p>
      ) : (
        <ChatForm key={key} label={`Write to ${partner?.name ?? PARTNERS[room.kind]}`} onSay={say} />
      )}
      {messages.length > 0 && <p className="text-xs text-ink-3">{NOTES[room.kind]}</p>}
    </div>
  );
}

const PARTNERS: Record<ChatRoom['kind'], string> = {
  producers: 'the producers',
  everyone: 'everyone',
  seat: 'this guest',
};

function countText(unread: readonly ChatMessage[], room: ChatRoom): string {
  const count = unread.filter(({ to }) => roomKey(to) === roomKey(room)).length;
  return count > 0 ? ` (${count} new)` : '';
}

function roomOf(key: string): ChatRoom {
  if (key === 'everyone' || key === 'producers') return { kind: key };
  return { kind: 'seat', seatId: key.slice('seat:'.length) };
}
