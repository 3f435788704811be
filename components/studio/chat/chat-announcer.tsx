'use client';

import { useStore } from '@/lib/browser/realtime/use-store';
import { useDesk, useShow } from '../studio-context';
import { chatAnnouncement, unreadMessages } from './unread';

/** For who does not look at the chat: that somebody wrote. The open conversation speaks for itself (role log). */
export function ChatAnnouncer() {
  const { chat } = useShow();
  const { actor, chatReads } = useDesk();
  const unread = unreadMessages(chat, useStore(chatReads), actor.userId);
  return (
    <p role="status" className="sr-only">
      {chatAnnouncement(unread)}
    </p>
  );
}
