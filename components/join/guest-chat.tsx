'use client';

import { ChevronDown, MessagesSquare } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ChatForm } from '@/components/shared/chat-form';
import { ChatLines } from '@/components/shared/chat-lines';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import type { GuestChatLine } from '@/lib/core/contract/chat';
import { createChatReads } from '@/lib/browser/chat/chat-reads';
import { useStore } from '@/lib/browser/realtime/use-store';
import type { GuestSession } from '@/lib/browser/room/guest-session';

export interface GuestChatProps {
  showId: string;
  session: GuestSession;
  lines: readonly GuestChatLine[];
  /** Backstage or on stage: may write to everyone there. */
  isIn: boolean;
}

/** What the guest may read and write, folded away until it is wanted; viewers see none of it. */
export function GuestChat({ showId, session, lines, isIn }: GuestChatProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [wanted, setWanted] = useState<GuestChatLine['to']>('producers');
  const [reads] = useState(() => createChatReads(window.localStorage, `guest.${showId}`));
  const readAtMs = useStore(reads)['all'] ?? 0;
  const to = isIn ? wanted : 'producers';
  const lastAtMs = lines.at(-1)?.atMs ?? 0;
  const sectionRef = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone it opens below the edge of the screen.
    if (isOpen) sectionRef.current?.scrollIntoView({ block: 'end' });
  }, [isOpen]);
  useEffect(() => {
    if (isOpen) reads.read('all', lastAtMs);
  }, [isOpen, lastAtMs, reads]);
  const unread = isOpen ? [] : lines.filter(({ atMs, isOwn }) => !isOwn && atMs > readAtMs);
  const last = unread.at(-1);
  return (
    <section ref={sectionRef} aria-label="Chat" className="w-full rounded-lg border border-line bg-surface-1">
      <p role="status" className="sr-only">
        {last ? `${authorName(last)} wrote: ${last.text}` : ''}
      </p>
      <Button
        variant="ghost"
        aria-expanded={isOpen}
        className="w-full justify-start touch:h-12"
        onClick={() => setIsOpen(!isOpen)}
      >
        <MessagesSquare /> Chat
        {last && (
          <span className="min-w-0 truncate font-normal text-ink-2">
            {authorName(last)}: {last.text}
          </span>
        )}
        <span className="flex-1" />
        {unread.length > 0 && (
          <span className="rounded-full bg-accent px-1.5 text-xs font-bold text-on-accent tabular-nums">
            {unread.length}
            <span className="sr-only"> unread</span>
          </span>
        )}
        <ChevronDown className={isOpen ? 'rotate-180' : ''} />
      </Button>
      {isOpen && (
        <div className="flex flex-col gap-3 border-t border-line p-3">
          {lines.length === 0 ? (
            <p className="text-ink-3">Nobody has written yet. Viewers never see this.</p>
          ) : (
            <ChatLines
              label="Messages"
              className="max-h-64"
              lines={lines.map((line) => ({
                id: line.messageId,
                atMs: line.atMs,
                name: authorName(line),
                text: line.text,
                isOwn: line.isOwn,
                note: [
                  !line.isOwn && line.role === 'producer' && 'producer',
                  line.to === 'everyone' ? 'to everyone' : line.isOwn ? 'to the producers' : 'to you',
                ]
                  .filter(Boolean)
                  .join(' · '),
                hasFace: true,
              }))}
            />
          )}
          {isIn && (
            <Select
              aria-label="Who reads what you write"
              value={to}
              onChange={({ target }) => setWanted(target.value as GuestChatLine['to'])}
            >
              <option value="producers">Only the producers</option>
              <option value="everyone">Everyone backstage</option>
            </Select>
          )}
          <ChatForm
            label={to === 'everyone' ? 'Write to everyone' : 'Write to the producers'}
            onSay={(text) => session.say(to, text)}
          />
        </div>
      )}
    </section>
  );
}

/** “Sam”, and “Sam 2” for another producer of that name. */
const authorName = ({ name, namesake }: Pick<GuestChatLine, 'name' | 'namesake'>): string =>
  namesake > 1 ? `${name} ${namesake}` : name;
