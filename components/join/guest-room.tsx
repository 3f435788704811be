'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import type { LocalMedia, LocalMediaView } from '@/lib/browser/devices/local-media';
import type { OutputDevices } from '@/lib/browser/devices/output-devices';
import { useStore } from '@/lib/browser/realtime/use-store';
import type { GuestSession } from '@/lib/browser/room/guest-session';
import { CameraPreview } from './camera-preview';
import { GuestChat } from './guest-chat';
import { GuestControls } from './guest-controls';
import { JoinFrame } from './join-frame';
import { JoinNotice } from './join-notice';
import { announcement, joinStage } from './model/join-stage';
import { OtherGuests } from './other-guests';
import { StageBanner } from './stage-banner';

export interface GuestRoomProps {
  title: string;
  session: GuestSession;
  media: LocalMedia;
  speaker: OutputDevices;
  onBackToLobby: () => void;
}

/** From the waiting room to the air: one page, so that nothing is lost on the way. */
export function GuestRoom({ title, session, media, speaker, onBackToLobby }: GuestRoomProps) {
  const view = useStore(session);
  const local = useStore(media);
  const { chosenId: speakerId } = useStore(speaker);
  const [wasAdmitted, setWasAdmitted] = useState(false);
  const [hasLeft, setHasLeft] = useState(false);
  const stage = joinStage(view, wasAdmitted);
  const isIn = stage.status === 'backstage' || stage.status === 'on-air';
  if (isIn && !wasAdmitted) setWasAdmitted(true);

  useEffect(() => publishLocal(session, local), [session, local]);
  useEffect(() => {
    if (stage.status === 'out') media.close();
  }, [stage.status, media]);

  const isMutedByProducer = view.show.guest?.seat.mute.byProducer ?? false;
  const isReconnecting =
    view.show.link.status === 'reconnecting' || view.room?.room.status === 'reconnecting';

  if (stage.status === 'out' || hasLeft)
    return (
      <JoinFrame title={title}>
        <JoinNotice
          title={hasLeft ? 'You left the show' : stage.status === 'out' ? stage.title : ''}
          text={
            hasLeft
              ? 'Your place is kept. Ask to join again whenever you like.'
              : stage.status === 'out'
                ? stage.text
                : ''
          }
          action={hasLeft && <Button onClick={onBackToLobby}>Back to the lobby</Button>}
        />
      </JoinFrame>
    );
  return (
    <div data-stage={stage.status} className="relative">
      <JoinFrame title={title} isWide={isIn}>
        <p role="status" aria-live="assertive" className="sr-only">
          {announcement(stage)}
        </p>
        {isReconnecting && (
          <p role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-warn">
            Connection lost. Reconnecting: your place is kept.
          </p>
        )}
        <StageBanner
          stage={stage}
          isMuted={view.selfMuted || isMutedByProducer}
          isCameraOn={local.camera.status === 'live'}
        />
        {isIn ? (
          <OtherGuests
            session={session}
            local={local}
            selfMuted={view.selfMuted || isMutedByProducer}
            speakerId={speakerId}
          />
        ) : (
          <CameraPreview
            view={local}
            media={media}
            isMuted={view.selfMuted}
            onMuteChange={session.setSelfMuted}
          />
        )}
        <GuestControls
          session={session}
          media={media}
          speaker={speaker}
          local={local}
          selfMuted={view.selfMuted}
          isMutedByProducer={isMutedByProducer}
          isIn={isIn}
          onLeave={() => {
            setHasLeft(true);
            media.stopScreen();
            void session.leave().finally(session.close);
          }}
        />
        {view.show.guest && (
          <GuestChat showId={view.show.guest.showId} session={session} lines={view.show.chat} isIn={isIn} />
        )}
      </JoinFrame>
      {stage.status === 'on-air' && (
        // Over everything and through to clicks: nobody may be on air without knowing it.
        <div
          aria-hidden
          data-testid="on-air-frame"
          className={classNames(
            'pointer-events-none fixed inset-0 z-30 border-[6px] border-air-bright shadow-[inset_0_0_40px_color-mix(in_srgb,var(--air)_55%,transparent)]',
          )}
        />
      )}
    </div>
  );
}

function publishLocal(session: GuestSession, view: LocalMediaView): void {
  const trackOf = (kind: 'camera' | 'microphone' | 'screen') => {
    const capture = view[kind];
    return capture.status === 'live' ? capture.track : null;
  };
  session.setTracks({
    camera: trackOf('camera'),
    microphone: trackOf('microphone'),
    screen: trackOf('screen'),
    screenAudio: view.screenAudio,
  });
}
