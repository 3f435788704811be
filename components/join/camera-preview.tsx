'use client';

import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { TrackVideo } from '@/components/shared/track-video';
import type { LocalMedia, LocalMediaView } from '@/lib/browser/devices/local-media';
import { MicrophoneLevel } from './microphone-level';
import { RoundButton } from './round-button';

export interface CameraPreviewProps {
  view: LocalMediaView;
  media: LocalMedia;
  isMuted: boolean;
  onMuteChange: (isMuted: boolean) => void;
}

/** Oneself as in a mirror, with the level of the voice and the two switches that matter. */
export function CameraPreview({ view, media, isMuted, onMuteChange }: CameraPreviewProps) {
  const isCameraOn = view.camera.status === 'live' || view.camera.status === 'starting';
  return (
    <div className="relative aspect-[4/3] overflow-hidden rounded-xl bg-black shadow-float">
      {view.camera.status === 'live' ? (
        <TrackVideo
          track={view.camera.track}
          aria-label="Your camera"
          className="size-full -scale-x-100 object-cover"
        />
      ) : (
        <div className="stage-ground grid size-full place-items-center text-ink-2">
          {view.camera.status === 'starting' ? 'Starting your camera' : 'Your camera is off'}
        </div>
      )}
      {view.microphone.status === 'live' && (
        <MicrophoneLevel track={view.microphone.track} isMuted={isMuted} className="absolute top-3 left-3" />
      )}
      <div className="absolute inset-x-0 bottom-3 flex justify-center gap-2.5">
        <RoundButton
          label={isMuted ? 'Unmute' : 'Mute'}
          isOff={isMuted}
          icon={isMuted ? <MicOff /> : <Mic />}
          onClick={() => onMuteChange(!isMuted)}
        />
        <RoundButton
          label={isCameraOn ? 'Turn camera off' : 'Turn camera on'}
          isOff={!isCameraOn}
          icon={isCameraOn ? <Video /> : <VideoOff />}
          onClick={() => (isCameraOn ? media.stopCamera() : void media.startCamera())}
        />
      </div>
    </div>
  );
}
