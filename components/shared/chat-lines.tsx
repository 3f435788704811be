'use client';

import { useEffect, useRef } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { classNames } from '@/components/ui/class-names';

export interface ChatLine {
  id: string;
  atMs: number;
  name: string;
  text: string;
  isOwn: boolean;
  /** Beside the name: who else reads it. */
  note?: string;
  /** Initials in the author's colour before the name: for a conversation of many. */
  hasFace?: boolean;
}

/** A conversation, newest below and in sight; what comes is spoken when the person pauses. */
export function ChatLines({
  label,
  lines,
  className,
}: {
  label: string;
  lines: ChatLine[];
  className?: string;
}) {
  const listRef = useRef<HTMLOListElement>(null);
  const lastId = lines.at(-1)?.id;
  useEffect(() => {
    const list = listRef.current;
    if (list) list.scrollTop = list.scrollHeight;
  }, [lastId]);
  return (
    <ol
      ref={listRef}
      role="log"
      aria-label={label}
      tabIndex={0}
      className={classNames('flex flex-col gap-2.5 overflow-y-auto', className)}
    >
      {lines.map(({ id, atMs, name, text, isOwn, note, hasFace }) => (
        <li key={id} className={classNames('flex flex-col', isOwn && 'items-end')}>
          <span className="flex items-center gap-1 px-1 pb-0.5 text-xs text-ink-3">
            {hasFace && !isOwn && <Avatar name={name} size="small" className="size-[18px] text-[8px]" />}
            <span>
              {isOwn ? 'You' : name}
              {note ? ` · ${note}` : ''} ·{' '}
              <time dateTime={new Date(atMs).toISOString()} className="tabular-nums">
                {new Date(atMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}
              </time>
            </span>
          </span>
          <span
            className={classNames(
              'max-w-[88%] rounded-md px-2.5 py-1.5 break-words whitespace-pre-wrap',
              isOwn ? 'bg-accent-soft text-ink-1' : 'bg-surface-3 text-ink-1',
            )}
          >
            {text}
          </span>
        </li>
      ))}
    </ol>
  );
}
