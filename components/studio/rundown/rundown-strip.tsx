'use client';

import { ListOrdered, SkipForward, Square } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Eyebrow } from '@/components/ui/eyebrow';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import { rundownClock, totalMs } from '@/lib/core/show/rundown-clock';
import { upcomingItem } from '../model/actions/rundown-actions';
import type { StudioAction } from '../model/actions/studio-action';
import { useMay, useServerNow, useShow } from '../studio-context';
import { durationText, overText } from './duration-text';
import { RundownChip } from './rundown-chip';
import { RundownDialog } from './rundown-dialog';

const CLOCK_MS = 250;

/** The plan of the show under the people: what is on, what is next, and whether there is time. */
export function RundownStrip({ actions }: { actions: readonly StudioAction[] }) {
  const state = useShow();
  const { rundown } = state;
  const mayRun = useMay('rundown.start');
  const nowMs = useServerNow(CLOCK_MS);
  const [isEditing, setIsEditing] = useState(false);
  const clock = rundownClock(rundown, nowMs);
  const { items } = rundown;
  const currentIndex = clock ? items.indexOf(clock.current) : -1;
  const upcoming = upcomingItem(state);
  const actionOf = (id: string) => actions.find((action) => action.id === id);
  const next = actionOf('rundown.next');
  const stop = actionOf('rundown.stop');
  const editor = <RundownDialog isOpen={isEditing} onOpenChange={setIsEditing} />;
  if (items.length === 0)
    return (
      <section aria-label="Rundown" className="mt-auto flex min-h-8 items-center gap-2.5">
        <Eyebrow>Rundown</Eyebrow>
        <span className="text-sm text-ink-3 max-sm:hidden">Plan the show in parts, each with its time.</span>
        <span className="flex-1" />
        {mayRun && (
          <Button size="small" onClick={() => setIsEditing(true)}>
            <ListOrdered /> Plan the show
          </Button>
        )}
        {editor}
      </section>
    );
  return (
    <section aria-label="Rundown" className="mt-auto flex flex-col gap-2 tabular-nums">
      <div className="flex min-h-7 flex-wrap items-center gap-2.5">
        <Eyebrow>Rundown</Eyebrow>
        {clock && (
          <Pill tone={clock.overMs >= 500 ? 'warn' : 'ok'} className="tracking-normal">
            {overText(clock.overMs)}
          </Pill>
        )}
        <span className="text-sm text-ink-3">
          {clock ? `ends ${timeOfDay(clock.endsAtMs)}` : `${durationText(totalMs(items))} planned`}
        </span>
        <span className="flex-1" />
        {mayRun && upcoming && next && (
          <Button
            size="small"
            title="Shift+N"
            aria-keyshortcuts="Shift+N"
            onClick={next.run}
            className="max-w-56"
          >
            <SkipForward /> <span className="truncate">{next.label}</span>
          </Button>
        )}
        {mayRun && clock && (
          <IconButton
            size="small"
            variant="ghost"
            label="Stop the rundown"
            icon={<Square />}
            onClick={() => stop?.run()}
          />
        )}
        {mayRun && (
          <Button size="small" variant="ghost" onClick={() => setIsEditing(true)}>
            <ListOrdered /> Edit
          </Button>
        )}
      </div>
      {clock?.current.notes && (
        <p className="line-clamp-2 text-sm whitespace-pre-line text-ink-2">{clock.current.notes}</p>
      )}
      <ol className="flex gap-1.5 overflow-x-auto pb-1">
        {items.map((item, index) => (
          <RundownChip
            key={item.itemId}
            item={item}
            stand={
              index < currentIndex
                ? 'done'
                : item === clock?.current
                  ? 'current'
                  : item === upcoming
                    ? 'next'
                    : 'later'
            }
            leftMs={item === clock?.current ? clock.leftMs : null}
            onStart={mayRun ? (actionOf(`rundown.start:${item.itemId}`)?.run ?? null) : null}
          />
        ))}
      </ol>
      {editor}
    </section>
  );
}

const timeOfDay = (atMs: number): string => new Date(atMs).toLocaleTimeString('en-GB');
