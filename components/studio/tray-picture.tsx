'use client';

import { useCallback } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { classNames } from '@/components/ui/class-names';
import type { SeatFeed } from '@/lib/browser/room/room-client';
import { useStudio } from './studio-context';

export interface TrayPictureProps {
  name: string;
  feed: SeatFeed | null;
  /** One's own camera, as in a mirror. */
  isMirrored?: boolean;
}

/** What a person sends now: the screen they share, else their camera, else their initials. */
export function TrayPicture({ name, feed, isMirrored = false }: TrayPictureProps) {
  const feedId = feed?.screen ? `screen:${feed.seatId}` : feed?.camera ? `camera:${feed.seatId}` : null;
  return (
    <>
      <Avatar name={name} size="large" className="size-[46px] text-[16px]" />
      {feedId !== null && <Picture key={feedId} feedId={feedId} name={name} isMirrored={isMirrored} />}
    </>
  );
}

/** Lies over the initials: they show until the first picture is there. */
function Picture({ feedId, name, isMirrored }: { feedId: string; name: string; isMirrored: boolean }) {
  const { tray } = useStudio();
  const show = useCallback(
    (canvas: HTMLCanvasElement | null) => (canvas ? tray.show(feedId, canvas) : undefined),
    [tray, feedId],
  );
  return (
    <canvas
      ref={show}
      role="img"
      aria-label={`Picture of ${name}`}
      className={classNames(
        'absolute inset-0 size-full opacity-0 data-painted:opacity-100',
        isMirrored && '-scale-x-100',
      )}
    />
  );
}
