'use client';

import { useStore } from '@/lib/browser/realtime/use-store';
import { useDesk, useShow } from '../studio-context';
import { unreadMessages } from './unread';

/** More than this is "many". */
const SHOWN_MAX = 99;

/** "Chat", and how much of it this person has not read. */
export function ChatTabLabel() {
  const { chat } = useShow();
  const { actor, chatReads } = useDesk();
  const unread = unreadMessages(chat, useStore(chatReads), actor.userId).length;
  return (
    <>
      Chat
      {unread > 0 && (
        <span className="rounded-full bg-accent px-[5px] text-[9px] leading-[15px] font-bold text-on-accent tabular-nums">
          {unread > SHOWN_MAX ? `${SHOWN_MAX}+` : unread}
          <span className="sr-only"> unread</span>
        </span>
      )}
    </>
  );
}
