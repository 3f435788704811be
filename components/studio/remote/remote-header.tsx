'use client';

import { MessagesSquare, MonitorPlay, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { BrandMark } from '@/components/shared/brand-mark';
import { useNow } from '@/components/shared/use-now';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import type { LinkStatus } from '@/lib/browser/realtime/connect-show';
import { ChatTabLabel } from '../chat/chat-tab-label';
import type { StudioAction } from '../model/actions/studio-action';
import { pressAction } from '../press-action';
import { durationText } from '../rundown/duration-text';
import { HealthPill, PhaseClock } from '../show-status';
import { useShow, useShowView } from '../studio-context';

export interface RemoteHeaderProps {
  actions: readonly StudioAction[];
  onOpenChat: () => void;
}

/** How the show stands, always in sight: on air or not, who draws it, how it fares, and whether this page still knows. */
export function RemoteHeader({ actions, onOpenChat }: RemoteHeaderProps) {
  const { showId, title, phase } = useShow();
  const undo = actions.find(({ id }) => id === 'history.undo');
  const isOnAir = phase.status === 'live' || phase.status === 'ending';
  return (
    <header
      className={classNames(
        'sticky top-0 z-20 flex flex-col gap-1.5 border-t-[3px] border-b border-b-line bg-surface-1 px-3 pt-1 pb-2 md:static md:col-span-2',
        isOnAir ? 'border-t-air' : 'border-t-transparent',
      )}
    >
      <div className="flex items-center gap-2.5">
        <Link
          href={`/shows/${showId}`}
          aria-label="Back to the show"
          className="grid size-11 shrink-0 place-items-center rounded-[8px]"
        >
          <BrandMark />
        </Link>
        <h1 className="min-w-0 flex-1 truncate text-lg font-[620]">{title}</h1>
        <PhaseClock />
        {undo && (
          <IconButton
            variant="ghost"
            icon={<Undo2 />}
            label={undo.label}
            hasTooltip={false}
            aria-disabled={!undo.isAvailable}
            onClick={() => pressAction(undo)}
            className="size-11"
          />
        )}
        <Button onClick={onOpenChat} className="h-11 max-md:hidden">
          <MessagesSquare aria-hidden /> <ChatTabLabel />
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
        <LinkPill />
        <EngineName />
        <HealthPill />
      </div>
    </header>
  );
}

/** Who draws the program, and whether anybody would take over. This page never does. */
function EngineName() {
  const { lease } = useShow();
  const { presence } = useShowView();
  if (lease.status === 'free') return null;
  const standbys = presence.filter(({ isStandby }) => isStandby).length;
  return (
    <span data-testid="engine" className="flex min-w-0 items-center gap-1.5 text-sm text-ink-2">
      <MonitorPlay aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">
        Drawn by {lease.name}
        <span className="text-ink-3"> · {standbys === 0 ? 'no standby' : `${standbys} on standby`}</span>
      </span>
    </span>
  );
}

function LinkPill() {
  const { link } = useShowView();
  return (
    <>
      <Pill tone={link.status === 'online' ? 'ok' : 'warn'} data-testid="link" className="tabular-nums">
        <span aria-hidden className="size-[7px] rounded-full bg-current" />
        {link.status === 'reconnecting' ? <OfflineFor sinceMs={link.sinceMs} /> : LINK_WORDS[link.status]}
      </Pill>
      {/* Without the seconds, which would be spoken one by one. */}
      <span role="status" className="sr-only">
        {link.status === 'reconnecting' ? 'Offline. The show goes on without this remote.' : ''}
        {link.status === 'catching-up' ? LINK_WORDS['catching-up'] : ''}
      </span>
    </>
  );
}

const LINK_WORDS: Readonly<Record<LinkStatus['status'], string>> = {
  connecting: 'Connecting',
  online: 'Connected',
  'catching-up': 'Catching up',
  reconnecting: 'Offline',
  refused: 'Closed',
};

function OfflineFor({ sinceMs }: { sinceMs: number }) {
  return <>Offline for {durationText(useNow() - sinceMs)}</>;
}
