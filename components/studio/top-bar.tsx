'use client';

import { CircleHelp, Command } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { BrandMark } from '@/components/shared/brand-mark';
import { Avatar } from '@/components/ui/avatar';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import { Tooltip } from '@/components/ui/tooltip';
import { PROGRAM } from '@/lib/core/contract/limits';
import { describeHealth } from './model/health';
import { shortClock } from './model/relay-wording';
import { EngineMenu } from './engine-menu';
import type { StudioAction } from './model/actions/studio-action';
import { UndoButtons } from './team/undo-buttons';
import { WhoEdits } from './team/who-edits';
import { PhaseButton } from './phase-button';
import { InvitePopover } from './invite-popover';
import { useMay, useServerNow, useShow, useShowView, useStudio } from './studio-context';

const CLOCK_MS = 250;
const PEOPLE_SHOWN = 4;

export interface TopBarProps {
  actions: StudioAction[];
  onOpenHelp: () => void;
  onOpenPalette: () => void;
}

export function TopBar({ actions, onOpenHelp, onOpenPalette }: TopBarProps) {
  const state = useShow();
  const mayInvite = useMay('invite.manage');
  const titleRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that opened the studio is gone: the keyboard, and who listens, start at its title.
    if (document.activeElement === document.body) titleRef.current?.focus();
  }, []);
  return (
    <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-3.5 gap-y-2 border-b max-sm:gap-x-2 border-line bg-surface-1 px-3.5 py-2 lg:static lg:col-span-full lg:flex-nowrap lg:py-0">
      <Link href={`/shows/${state.showId}`} aria-label="Back to the show" className="rounded-[8px]">
        <BrandMark />
      </Link>
      <div className="min-w-24 max-sm:min-w-[88px] max-sm:flex-1 max-sm:basis-0">
        <h1
          ref={titleRef}
          tabIndex={-1}
          className="truncate text-[14px] outline-none leading-tight font-[620]"
        >
          {state.title}
        </h1>
        <p className="num truncate text-sm leading-tight text-ink-3 tabular-nums">
          {PROGRAM.width}×{PROGRAM.height} · {PROGRAM.fps} fps
        </p>
      </div>
      <PhaseClock />
      <HealthPill />
      <span className="flex-1 max-sm:hidden" />
      <UndoButtons />
      <Presence />
      <WhoEdits />
      <EngineMenu />
      <IconButton
        label="Find a command"
        aria-keyshortcuts="Control+K Meta+K"
        icon={<Command />}
        variant="ghost"
        onClick={onOpenPalette}
      />
      <IconButton
        label="Keyboard shortcuts"
        icon={<CircleHelp />}
        variant="ghost"
        onClick={onOpenHelp}
        className="max-xl:hidden"
      />
      {mayInvite && <InvitePopover />}
      <PhaseButton actions={actions} />
    </header>
  );
}

function PhaseClock() {
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

function HealthPill() {
  const { state, link, program, engine } = useShowView();
  const { clientId } = useStudio().connection;
  if (!state) return null;
  const { tone, text } = describeHealth({ state, link, program, engine, clientId });
  return (
    <Pill
      tone={tone}
      data-health={tone}
      data-testid="health"
      title={text}
      className="h-auto min-h-[22px] max-w-full min-w-0 shrink py-[3px] lg:line-clamp-2 lg:max-w-96 lg:max-xl:max-w-72 tracking-normal whitespace-normal tabular-nums max-sm:order-last"
    >
      {text}
    </Pill>
  );
}

function Presence() {
  const { presence } = useShowView();
  const people = [...new Map(presence.map((person) => [person.userId, person])).values()];
  if (people.length === 0) return null;
  const names = people
    .map(({ name, isEngine }) => (isEngine ? `${name} (draws the program)` : name))
    .join(', ');
  return (
    <Tooltip label={names} side="bottom">
      <span className="flex items-center pl-2" role="img" aria-label={`In the studio: ${names}`} tabIndex={0}>
        {people.slice(0, PEOPLE_SHOWN).map(({ userId, name }) => (
          <Avatar key={userId} name={name} size="small" className="-ml-2 ring-2 ring-surface-1" />
        ))}
        {people.length > PEOPLE_SHOWN && (
          <span className="ml-1 text-sm text-ink-3">+{people.length - PEOPLE_SHOWN}</span>
        )}
      </span>
    </Tooltip>
  );
}

/** Always with hours: the on-air clock never changes its width. */
function longClock(durationMs: number): string {
  const short = shortClock(durationMs);
  const parts = short.split(':').map((part) => part.padStart(2, '0'));
  return parts.length === 3 ? parts.join(':') : `00:${parts.join(':')}`;
}
