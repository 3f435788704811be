'use client';

import { SkipForward, Square } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import { rundownClock, totalMs } from '@/lib/core/show/rundown-clock';
import { upcomingItem } from '../model/actions/rundown-actions';
import type { StudioAction } from '../model/actions/studio-action';
import { pressAction } from '../press-action';
import { durationText, overText } from '../rundown/duration-text';
import { useServerNow, useShow } from '../studio-context';
import { RemoteSection } from './remote-section';

const CLOCK_MS = 250;

/** The part that is on, with its notes and what is left of it; and the one that comes next, with the way to it. */
export function RemoteRundown({ actions }: { actions: readonly StudioAction[] }) {
  const state = useShow();
  const { items } = state.rundown;
  const nowMs = useServerNow(items.length > 0 ? CLOCK_MS : null);
  const clock = rundownClock(state.rundown, nowMs);
  const upcoming = upcomingItem(state);
  const next = actions.find(({ id }) => id === 'rundown.next');
  const stop = actions.find(({ id }) => id === 'rundown.stop');
  return (
    <RemoteSection
      id="rundown"
      title="Rundown"
      aside={
        clock ? (
          <Pill tone={clock.overMs >= 500 ? 'warn' : 'ok'} className="tracking-normal tabular-nums">
            {overText(clock.overMs)}
          </Pill>
        ) : (
          items.length > 0 && (
            <span className="text-sm text-ink-3 tabular-nums">{durationText(totalMs(items))} planned</span>
          )
        )
      }
    >
      {items.length === 0 ? (
        <p className="text-ink-3">The show has no rundown. Plan it in the studio, and run it here.</p>
      ) : (
        <>
          {clock && (
            <div aria-label="Now" role="group" className="rounded-md border border-air bg-surface-1 p-3">
              <p className="flex items-baseline gap-2.5">
                <span className="text-sm text-ink-3">Now</span>
                <b className="min-w-0 flex-1 truncate text-lg font-semibold">{clock.current.title}</b>
                <span
                  className={classNames(
                    'text-lg font-semibold tabular-nums',
                    clock.leftMs < 0 && 'text-air-text',
                  )}
                >
                  {durationText(clock.leftMs)} {clock.leftMs < 0 ? 'over' : 'left'}
                </span>
              </p>
              {clock.current.notes !== '' && (
                <p className="mt-1 whitespace-pre-line text-ink-2">{clock.current.notes}</p>
              )}
            </div>
          )}
          <div className="flex items-center gap-2.5">
            {next && (
              <Button
                aria-label={next.label}
                aria-disabled={!next.isAvailable}
                onClick={() => pressAction(next)}
                className="h-12 min-w-0 flex-1 justify-start"
              >
                <SkipForward aria-hidden />
                <span className="truncate">{next.label}</span>
                {upcoming && (
                  <span className="ml-auto text-sm text-ink-3 tabular-nums">
                    {durationText(upcoming.durationMs)}
                  </span>
                )}
              </Button>
            )}
            {stop && clock && (
              <IconButton
                label={stop.label}
                icon={<Square />}
                hasTooltip={false}
                aria-disabled={!stop.isAvailable}
                onClick={() => pressAction(stop)}
                className="size-12"
              />
            )}
          </div>
        </>
      )}
    </RemoteSection>
  );
}
