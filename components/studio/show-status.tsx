'use client';

import { classNames } from '@/components/ui/class-names';
import { Pill } from '@/components/ui/pill';
import { describeHealth } from './model/health';
import { shortClock } from './model/relay-wording';
import { useDesk, useServerNow, useShow, useShowView } from './studio-context';

const CLOCK_MS = 250;

/** The phase in a word, and how long the show has been on air. */
export function PhaseClock() {
  const { phase } = useShow();
  const nowMs = useServerNow(CLOCK_MS);
  switch (phase.status) {
    case 'rehearsal':
      return <Pill>REHEARSAL</Pill>;
    case 'countdown':
      return (
        <>
          <Pill tone="warn">COUNTDOWN</Pill>
          <span className="text-[17px] font-semibold tabular-nums">
            {Math.max(0, Math.ceil((phase.liveAtMs - nowMs) / 1_000))}
          </span>
        </>
      );
    case 'live':
    case 'ending':
      return (
        <>
          <Pill tone="air">
            <span aria-hidden className="size-[7px] rounded-full bg-on-accent" />
            {phase.status === 'live' ? 'LIVE' : 'ENDING'}
          </Pill>
          <span className="text-[17px] font-semibold tracking-[.01em] tabular-nums" data-testid="show-clock">
            {longClock(nowMs - phase.sinceMs)}
          </span>
        </>
      );
    case 'ended':
      return <Pill>ENDED</Pill>;
  }
}

/** The show's condition in one sentence. */
export function HealthPill({ className }: { className?: string }) {
  const { state, link, program, engine } = useShowView();
  const { clientId } = useDesk().connection;
  if (!state) return null;
  const { tone, text } = describeHealth({ state, link, program, engine, clientId });
  return (
    <Pill
      tone={tone}
      data-health={tone}
      data-testid="health"
      className={classNames(
        'h-auto min-h-[22px] max-w-full min-w-0 shrink py-[3px] tracking-normal whitespace-normal tabular-nums',
        className,
      )}
    >
      {text}
    </Pill>
  );
}

/** Always with hours: the on-air clock never changes its width. */
function longClock(durationMs: number): string {
  const short = shortClock(durationMs);
  const parts = short.split(':').map((part) => part.padStart(2, '0'));
  return parts.length === 3 ? parts.join(':') : `00:${parts.join(':')}`;
}
