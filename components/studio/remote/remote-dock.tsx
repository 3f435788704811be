'use client';

import { Clapperboard, Film, ListOrdered, MessagesSquare, Shapes, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { isOn } from '@/lib/core/graphic/countdown-end';
import { ChatTabLabel } from '../chat/chat-tab-label';
import { useZeroClock } from '../graphics/use-zero-clock';
import type { StudioAction } from '../model/actions/studio-action';
import { pressAction } from '../press-action';
import { useShow } from '../studio-context';
import { TakeButton } from '../take-button';

export interface RemoteDockProps {
  actions: readonly StudioAction[];
  onOpenChat: () => void;
}

/** Under the thumb: the take, and on a phone the ways to the parts of the page. */
export function RemoteDock({ actions, onOpenChat }: RemoteDockProps) {
  const { seats, graphics, media, switching } = useShow();
  const nowMs = useZeroClock();
  const waiting = seats.filter(({ place }) => place === 'waiting').length;
  const on = graphics.filter((graphic) => isOn(graphic, nowMs)).length;
  const named = (actionId: string) => actions.find(({ id }) => id === actionId);
  const take = named('show.take');
  const cut = named(`scene.cut:${switching.previewSceneId}`);
  return (
    <footer
      className="z-20 flex flex-col gap-2 border-t border-line bg-surface-1 p-2 pb-[max(8px,env(safe-area-inset-bottom))] max-md:fixed max-md:inset-x-0 max-md:bottom-0 md:col-start-1 data-[mode=direct]:md:hidden"
      data-mode={switching.mode}
    >
      {switching.mode === 'studio' && take && (
        <div className="flex flex-wrap items-center gap-2">
          <TakeButton take={take} className="order-2 h-14 flex-1 touch:h-14" />
          {cut && (
            <Button
              aria-disabled={!cut.isAvailable}
              aria-label={cut.label}
              onClick={() => pressAction(cut)}
              className="order-3 h-14 min-w-20 text-lg touch:h-14"
            >
              Cut
            </Button>
          )}
        </div>
      )}
      <nav aria-label="Parts of the remote" className="grid grid-cols-6 md:hidden">
        <JumpLink to="scenes" icon={<Clapperboard />} label="Scenes" />
        <JumpLink to="people" icon={<UsersRound />} label="People" count={waiting} countLabel="waiting" />
        <JumpLink to="rundown" icon={<ListOrdered />} label="Plan" />
        <JumpLink to="graphics" icon={<Shapes />} label="Graphics" count={on} countLabel="on" />
        <JumpLink
          to="media"
          icon={<Film />}
          label="Media"
          count={[media.playing, media.bed].filter((one) => one?.stoppedAtMs === null).length}
          countLabel="playing"
        />
        <button type="button" onClick={onOpenChat} className={JUMP}>
          <MessagesSquare aria-hidden />
          <span className="flex items-center gap-1">
            <ChatTabLabel />
          </span>
        </button>
      </nav>
    </footer>
  );
}

const JUMP =
  'flex min-h-12 touch-manipulation flex-col items-center justify-center gap-0.5 rounded-sm text-xs text-ink-2 active:bg-surface-3 [&_svg]:size-[18px]';

interface JumpLinkProps {
  to: string;
  icon: ReactNode;
  label: string;
  count?: number;
  /** Spoken after the count. */
  countLabel?: string;
}

function JumpLink({ to, icon, label, count = 0, countLabel = '' }: JumpLinkProps) {
  return (
    <a
      href={`#${to}`}
      aria-label={count > 0 ? `${label}, ${count} ${countLabel}` : undefined}
      className={JUMP}
    >
      <span aria-hidden>{icon}</span>
      <span className="flex items-center gap-1">
        {label}
        {count > 0 && (
          <span className="rounded-full bg-warn px-[5px] text-[9px] leading-[15px] font-bold text-on-light tabular-nums">
            {count}
          </span>
        )}
      </span>
    </a>
  );
}
