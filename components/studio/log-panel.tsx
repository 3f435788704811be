'use client';

import { History } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { describeEvent } from './model/log-wording';
import { useShowView } from './studio-context';

/** Who did what since this page was opened, newest first. */
export function LogPanel() {
  const { log, state } = useShowView();
  if (!state) return null;
  const lines = log.flatMap((entry) => {
    const text = describeEvent(entry, state);
    return text === null ? [] : [{ seq: entry.seq, atMs: entry.atMs, text }];
  });
  if (lines.length === 0)
    return (
      <EmptyState
        icon={<History />}
        title="Nothing has happened yet"
        text="Everything that producers and guests do appears here."
        className="py-8"
      />
    );
  return (
    <ol aria-label="What happened" className="flex flex-col">
      {lines.toReversed().map(({ seq, atMs, text }) => (
        <li key={seq} className="flex gap-3 border-b border-line py-2 last:border-0">
          <time
            dateTime={new Date(atMs).toISOString()}
            className="shrink-0 text-sm leading-[19px] text-ink-3 tabular-nums"
          >
            {new Date(atMs).toLocaleTimeString('en-GB')}
          </time>
          <span className="min-w-0 break-words">{text}</span>
        </li>
      ))}
    </ol>
  );
}
