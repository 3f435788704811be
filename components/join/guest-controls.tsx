'use client';

import { LogOut, Mic, MicOff, MonitorUp, Settings2, Video, VideoOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Dialog } from '@/components/ui/dialog';
import type { LocalMedia, LocalMediaView } from '@/lib/browser/devices/local-media';
import type { OutputDevices } from '@/lib/browser/devices/output-devices';
import type { GuestSession } from '@/lib/browser/room/guest-session';
import { DeviceSelect } from './device-select';
import { RoundButton } from './round-button';
import { SpeakerTest } from './speaker-test';

export interface GuestControlsProps {
  session: GuestSession;
  media: LocalMedia;
  speaker: OutputDevices;
  local: LocalMediaView;
  selfMuted: boolean;
  isMutedByProducer: boolean;
  isIn: boolean;
  onLeave: () => void;
}

/** What a guest decides about themselves, always in reach of a thumb. */
export function GuestControls(props: GuestControlsProps) {
  const { session, media, speaker, local, selfMuted, isMutedByProducer, isIn, onLeave } = props;
  const [isChoosing, setIsChoosing] = useState(false);
  const isCameraOn = local.camera.status === 'live' || local.camera.status === 'starting';
  const isSharing = local.screen.status === 'live';
  const failed = [local.camera, local.microphone].flatMap((capture) =>
    capture.status === 'failed' ? [capture.problem] : [],
  );
  return (
    <div className="sticky bottom-0 -mx-[18px] mt-auto flex sm:mt-0 flex-col gap-3 bg-[linear-gradient(transparent,var(--bg-0)_28px)] px-[18px] pt-6 pb-3">
      {isMutedByProducer && (
        <p role="status" className="text-center text-warn">
          The producer muted you. Only they can lift it.
        </p>
      )}
      {failed.map((problem) => (
        <p key={problem.kind} role="alert" className="text-center text-warn">
          {problem.text}
        </p>
      ))}
      <div role="group" aria-label="Your controls" className="flex flex-wrap justify-center gap-2.5">
        {isIn && (
          <>
            <RoundButton
              label={selfMuted ? 'Unmute' : 'Mute'}
              isOff={selfMuted}
              icon={selfMuted ? <MicOff /> : <Mic />}
              className={selfMuted ? '' : 'bg-surface-3'}
              onClick={() => session.setSelfMuted(!selfMuted)}
            />
            <RoundButton
              label={isCameraOn ? 'Turn camera off' : 'Turn camera on'}
              isOff={!isCameraOn}
              icon={isCameraOn ? <Video /> : <VideoOff />}
              className={isCameraOn ? 'bg-surface-3' : ''}
              onClick={() => (isCameraOn ? media.stopCamera() : void media.startCamera())}
            />
            <RoundButton
              label={isSharing ? 'Stop sharing your screen' : 'Share your screen'}
              icon={<MonitorUp />}
              className={isSharing ? 'bg-accent' : 'bg-surface-3'}
              onClick={() => (isSharing ? media.stopScreen() : void media.startScreen())}
            />
          </>
        )}
        <RoundButton
          label="Camera, microphone and speaker"
          icon={<Settings2 />}
          className="bg-surface-3"
          onClick={() => setIsChoosing(true)}
        />
        <RoundButton label="Leave" icon={<LogOut />} className="bg-surface-3" onClick={onLeave} />
      </div>
      <Dialog
        isOpen={isChoosing}
        onOpenChange={setIsChoosing}
        title="Camera, microphone and speaker"
        width="small"
      >
        <div className="flex flex-col gap-3">
          <Choice icon={<Video />} kind="camera" local={local} media={media} />
          <Choice icon={<Mic />} kind="microphone" local={local} media={media} />
          <SpeakerTest speaker={speaker} />
        </div>
      </Dialog>
    </div>
  );
}

interface ChoiceProps {
  icon: ReactNode;
  kind: 'camera' | 'microphone';
  local: LocalMediaView;
  media: LocalMedia;
}

function Choice({ icon, kind, local, media }: ChoiceProps) {
  const capture = local[kind];
  const running = capture.status === 'live' ? capture.track.getSettings().deviceId : undefined;
  const remembered = kind === 'camera' ? local.choice.cameraId : local.choice.microphoneId;
  return (
    <DeviceSelect
      icon={icon}
      label={kind === 'camera' ? 'Camera' : 'Microphone'}
      devices={kind === 'camera' ? local.cameras : local.microphones}
      chosenId={running ?? remembered ?? ''}
      onChoose={(deviceId) =>
        void (kind === 'camera' ? media.chooseCamera(deviceId) : media.chooseMicrophone(deviceId))
      }
    />
  );
}
