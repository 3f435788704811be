'use client';

import { CircleHelp, Command, Smartphone } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { BrandMark } from '@/components/shared/brand-mark';
import { Avatar } from '@/components/ui/avatar';
import { IconButton } from '@/components/ui/icon-button';
import { Tooltip } from '@/components/ui/tooltip';
import { PROGRAM } from '@/lib/core/contract/limits';
import { peopleHere, peopleText } from './model/people-here';
import { EngineMenu } from './engine-menu';
import type { StudioAction } from './model/actions/studio-action';
import { UndoButtons } from './team/undo-buttons';
import { WhoEdits } from './team/who-edits';
import { PhaseButton } from './phase-button';
import { HealthPill, PhaseClock } from './show-status';
import { InvitePopover } from './invite-popover';
import { useMay, useShow, useShowView } from './studio-context';

const PEOPLE_SHOWN = 4;

export interface TopBarProps {
  actions: StudioAction[];
  onOpenHelp: () => void;
  onOpenPalette: () => void;
  onOpenRemote: () => void;
}

export function TopBar({ actions, onOpenHelp, onOpenPalette, onOpenRemote }: TopBarProps) {
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
      <HealthPill className="max-sm:order-last lg:line-clamp-2 lg:max-w-96 lg:max-xl:max-w-72" />
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
      <IconButton
        label="Open the remote on your phone"
        icon={<Smartphone />}
        variant="ghost"
        onClick={onOpenRemote}
        className="max-xl:hidden"
      />
      {mayInvite && <InvitePopover />}
      <PhaseButton actions={actions} />
    </header>
  );
}

function Presence() {
  const { presence } = useShowView();
  const people = peopleHere(presence);
  if (people.length === 0) return null;
  const names = peopleText(people);
  return (
    <Tooltip label={names} side="bottom">
      <span className="flex items-center pl-2" role="img" aria-label={`In this show: ${names}`} tabIndex={0}>
        {people.slice(0, PEOPLE_SHOWN).map(({ userId, name, hasRemote }) => (
          <span key={userId} className="relative -ml-2">
            <Avatar name={name} size="small" className="ring-2 ring-surface-1" />
            {hasRemote && (
              <span className="absolute -right-1 -bottom-1 grid size-3.5 place-items-center rounded-full bg-surface-4 ring-2 ring-surface-1">
                <Smartphone aria-hidden className="size-2.5" />
              </span>
            )}
          </span>
        ))}
        {people.length > PEOPLE_SHOWN && (
          <span className="ml-1 text-sm text-ink-3">+{people.length - PEOPLE_SHOWN}</span>
        )}
      </span>
    </Tooltip>
  );
}
