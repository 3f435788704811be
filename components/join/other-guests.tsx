'use client';

import { useEffect, useState } from 'react';
import { TrackAudio } from '@/components/shared/track-audio';
import { TrackVideo } from '@/components/shared/track-video';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import type { LocalMediaView } from '@/lib/browser/devices/local-media';
import { useStore } from '@/lib/browser/realtime/use-store';
import type { GuestSession } from '@/lib/browser/room/guest-session';
import type { SeatFeed } from '@/lib/browser/room/room-client';
import { MicrophoneLevel } from './microphone-level';

export interface OtherGuestsProps {
  session: GuestSession;
  local: LocalMediaView;
  selfMuted: boolean;
  /** Where their voices are heard; '' is the system's output. */
  speakerId: string;
}

/** Everyone in the room, oneself first; voices play through media elements. */
export function OtherGuests({ session, local, selfMuted, speakerId }: OtherGuestsProps) {
  const { room, show } = useStore(session);
  const [isBlocked, setIsBlocked] = useState(false);
  const [gesture, setGesture] = useState(0);
  const feeds = Object.values(room?.feeds ?? {});
  const silenced = show.guest?.silenced ?? [];
  const voices = feeds.filter(({ seatId }) => !silenced.includes(seatId));
  const screens = feeds.filter(({ screen }) => screen !== null);
  return (
    <section aria-label="People in the room" className="flex flex-col gap-3">
      {isBlocked && (
        <div role="alert" className="flex items-center gap-3 rounded-md bg-warn-soft p-3 text-warn">
          <span className="flex-1">The browser is holding back the sound of the others.</span>
          <Button
            size="small"
            onClick={() => {
              setIsBlocked(false);
              setGesture(gesture + 1);
            }}
          >
            Turn sound on
          </Button>
        </div>
      )}
      {screens.map(({ seatId, screen }) => (
        <TrackVideo
          key={seatId}
          track={screen}
          aria-label="Shared screen"
          className="aspect-video w-full rounded-lg bg-black object-contain"
        />
      ))}
      <ul className={classNames('grid gap-2.5', GRIDS[Math.min(feeds.length, GRIDS.length - 1)])}>
        <li className="relative aspect-[4/3] overflow-hidden rounded-lg bg-black">
          {local.camera.status === 'live' ? (
            <TrackVideo
              track={local.camera.track}
              aria-label="Your camera"
              className="size-full -scale-x-100 object-cover"
            />
          ) : (
            <NoPicture name={show.guest?.seat.name ?? 'You'} />
          )}
          {local.microphone.status === 'live' && (
            <MicrophoneLevel
              track={local.microphone.track}
              isMuted={selfMuted}
              className="absolute top-2 left-2"
            />
          )}
          <Name>You</Name>
        </li>
        {feeds.map((feed) => (
          <OtherGuest key={feed.seatId} feed={feed} session={session} />
        ))}
      </ul>
      {room?.mediaBus && (
        <TrackAudio
          key={`media/${gesture}`}
          track={room.mediaBus}
          outputId={speakerId}
          onBlocked={() => setIsBlocked(true)}
        />
      )}
      {voices.map(({ seatId, microphone, screenAudio }) => (
        <span key={`${seatId}/${gesture}`}>
          {microphone && (
            <TrackAudio track={microphone} outputId={speakerId} onBlocked={() => setIsBlocked(true)} />
          )}
          {screenAudio && (
            <TrackAudio track={screenAudio} outputId={speakerId} onBlocked={() => setIsBlocked(true)} />
          )}
        </span>
      ))}
    </section>
  );
}

/** By the number of others: faces as large as the screen allows. */
const GRIDS = [
  'grid-cols-1 sm:mx-auto sm:w-[560px]',
  'grid-cols-1 sm:grid-cols-2',
  'grid-cols-2',
  'grid-cols-2',
  'grid-cols-2 lg:grid-cols-3',
] as const;

/** Tiles here are small: the lowest layers are enough, and leave the phone its battery. */
const TILE = { width: 480, height: 360 } as const;

function OtherGuest({ feed, session }: { feed: SeatFeed; session: GuestSession }) {
  const { seatId } = feed;
  useEffect(() => session.setTileSize(`camera:${seatId}`, TILE), [session, seatId]);
  return (
    <li data-feed={seatId} className="relative aspect-[4/3] overflow-hidden rounded-lg bg-black">
      {feed.camera ? (
        <TrackVideo
          track={feed.camera}
          aria-label={feed.name || 'Another guest'}
          className="size-full object-cover"
        />
      ) : (
        <NoPicture name={feed.name || 'Guest'} />
      )}
      <Name>{feed.name}</Name>
    </li>
  );
}

function NoPicture({ name }: { name: string }) {
  return (
    <span className="stage-ground grid size-full place-items-center">
      <Avatar name={name} size="large" />
    </span>
  );
}

function Name({ children }: { children: React.ReactNode }) {
  if (!children) return null;
  return (
    <span className="absolute bottom-2 left-2 max-w-[calc(100%-16px)] truncate rounded-[5px] bg-scrim px-2 py-0.5 text-sm font-[600]">
      {children}
    </span>
  );
}
