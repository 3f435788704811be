'use client';

import { Mic, MicOff, MonitorUp, Video, VideoOff } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useStore } from '@/lib/browser/realtime/use-store';
import { useMay, useStudio } from './studio-context';

/** The producer's own camera: take a host seat, then mute, camera and screen like any guest. */
export function OwnSeatControls() {
  const { ownSeat, actor } = useStudio();
  const view = useStore(ownSeat);
  const mayTakeSeat = useMay('studio.takeSeat');
  if (view.status !== 'open') {
    if (!mayTakeSeat) return null;
    return (
      <Button
        size="small"
        className="max-sm:w-full"
        isLoading={view.status === 'opening'}
        onClick={() => void ownSeat.take(actor.name).catch((error: unknown) => toast.error(errorText(error)))}
      >
        <Video aria-hidden />
        On camera
      </Button>
    );
  }
  const { media } = ownSeat;
  const { camera, microphone, screen } = view.media;
  const problem = [camera, microphone].find((capture) => capture.status === 'failed');
  const isCameraOn = camera.status === 'live';
  const isSharing = screen.status === 'live';
  const off = 'border-transparent bg-air-soft text-air-text';
  return (
    <div role="group" aria-label="Your seat" className="flex flex-wrap items-center gap-1.5">
      {problem?.status === 'failed' && (
        <span role="alert" className="max-w-64 text-sm text-warn">
          {problem.problem.text}
        </span>
      )}
      <IconButton
        size="small"
        label={view.selfMuted ? 'Unmute yourself' : 'Mute yourself'}
        aria-keyshortcuts="M"
        icon={view.selfMuted ? <MicOff /> : <Mic />}
        aria-pressed={view.selfMuted}
        className={classNames(view.selfMuted && off)}
        onClick={() => ownSeat.setSelfMuted(!view.selfMuted)}
      />
      <IconButton
        size="small"
        label={isCameraOn ? 'Turn your camera off' : 'Turn your camera on'}
        icon={isCameraOn ? <Video /> : <VideoOff />}
        aria-pressed={!isCameraOn}
        className={classNames(!isCameraOn && off)}
        onClick={() => (isCameraOn ? media?.stopCamera() : void media?.startCamera())}
      />
      <IconButton
        size="small"
        label={isSharing ? 'Stop sharing your screen' : 'Share your screen'}
        icon={<MonitorUp />}
        aria-pressed={isSharing}
        className={classNames(isSharing && 'border-transparent bg-accent-soft text-accent-text')}
        onClick={() => (isSharing ? media?.stopScreen() : void media?.startScreen())}
      />
      {microphone.status === 'failed' && (
        <Button size="small" onClick={() => void media?.startMicrophone()}>
          Try the microphone again
        </Button>
      )}
      <Button size="small" variant="ghost" onClick={ownSeat.leave}>
        Leave seat
      </Button>
    </div>
  );
}
