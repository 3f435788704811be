'use client';

import { Check, Mic, TriangleAlert, Video } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import type { LocalMedia } from '@/lib/browser/devices/local-media';
import type { OutputDevices } from '@/lib/browser/devices/output-devices';
import { useStore } from '@/lib/browser/realtime/use-store';
import { LIMITS } from '@/lib/core/contract/limits';
import { CameraPreview } from './camera-preview';
import { DeviceSelect } from './device-select';
import { describeReadiness } from './model/readiness';
import { SpeakerTest } from './speaker-test';

export interface LobbyProps {
  media: LocalMedia;
  speaker: OutputDevices;
  knownName: string;
  knownMute: boolean;
  isAsking: boolean;
  error: string | null;
  onAsk: (name: string, isMuted: boolean) => void;
}

/** Name, permission, camera, microphone, then "Ask to join". Nothing leaves the browser here. */
export function Lobby({ media, speaker, knownName, knownMute, isAsking, error, onAsk }: LobbyProps) {
  const view = useStore(media);
  const [name, setName] = useState(knownName);
  const [isMuted, setIsMuted] = useState(knownMute);
  const [wasPressed, setWasPressed] = useState(false);
  const isNameMissing = name.trim() === '';
  const isAllowed = view.camera.status !== 'off' || view.microphone.status !== 'off';
  const hasStarted = isAllowed || view.cameras.length > 0;
  const readiness = describeReadiness(view);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setWasPressed(true);
        if (!isNameMissing && !isAsking) onAsk(name.trim(), isMuted);
      }}
    >
      <div>
        <h1 className="text-2xl font-[680] tracking-[-.01em]">Check how you look and sound</h1>
        <p className="text-ink-2">Nobody sees you here. When you ask to join, only the producers do.</p>
      </div>
      {hasStarted ? (
        <CameraPreview view={view} media={media} isMuted={isMuted} onMuteChange={setIsMuted} />
      ) : (
        <PermissionCard media={media} />
      )}
      <div>
        <label
          className={classNames(
            'flex h-12 items-center gap-2.5 rounded-[11px] border bg-surface-2 px-[13px] focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-soft)]',
            wasPressed && isNameMissing ? 'border-air-bright' : 'border-line',
          )}
        >
          <span className="sr-only">Your name</span>
          <input
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={LIMITS.nameChars}
            autoComplete="name"
            placeholder="Your name"
            aria-invalid={wasPressed && isNameMissing ? true : undefined}
            aria-describedby="name-note"
            className="h-full min-w-0 flex-1 bg-transparent font-[520] text-ink-1 outline-none placeholder:text-ink-3"
          />
          <span aria-hidden className="shrink-0 text-ink-2">
            Your name on air
          </span>
        </label>
        <p id="name-note" role="alert" className="text-sm text-air-text">
          {wasPressed && isNameMissing ? 'Enter the name that viewers will see.' : ''}
        </p>
      </div>
      {hasStarted && (
        <>
          <DeviceSelect
            icon={<Video />}
            label="Camera"
            devices={view.cameras}
            chosenId={idOf(view.camera, view.choice.cameraId)}
            onChoose={(deviceId) => void media.chooseCamera(deviceId)}
          />
          <DeviceSelect
            icon={<Mic />}
            label="Microphone"
            devices={view.microphones}
            chosenId={idOf(view.microphone, view.choice.microphoneId)}
            onChoose={(deviceId) => void media.chooseMicrophone(deviceId)}
          />
          <SpeakerTest speaker={speaker} />
          <Problems view={view} media={media} />
          <p
            role="status"
            className={classNames(
              'flex items-center gap-2 font-[550]',
              readiness.tone === 'ok' ? 'text-preview' : 'text-warn',
            )}
          >
            {readiness.tone === 'ok' ? (
              <Check aria-hidden className="size-4 shrink-0" />
            ) : (
              <TriangleAlert aria-hidden className="size-4 shrink-0" />
            )}
            {readiness.text}
          </p>
        </>
      )}
      {error && (
        <p role="alert" className="rounded-md bg-air-soft p-3 text-air-text">
          {error}
        </p>
      )}
      <Button
        type="submit"
        variant={hasStarted ? 'primary' : 'default'}
        size="large"
        className="w-full"
        isLoading={isAsking}
      >
        Ask to join
      </Button>
      <p className="text-center text-sm text-ink-3">Works in this browser. Nothing to install, no account.</p>
    </form>
  );
}

/** Said before the browser asks, so that its question is no surprise. */
function PermissionCard({ media }: { media: LocalMedia }) {
  return (
    <Panel>
      <span aria-hidden className="flex gap-2">
        <Round>
          <Video />
        </Round>
        <Round>
          <Mic />
        </Round>
      </span>
      <p className="text-lg font-[620]">Your browser will ask for camera and microphone</p>
      <p className="max-w-[38ch] text-ink-2">
        Choose “Allow”. You can mute yourself and turn the camera off at any time.
      </p>
      <Button
        variant="primary"
        size="large"
        className="h-12 text-lg"
        onClick={() => {
          void media.startCamera();
          void media.startMicrophone();
        }}
      >
        Turn on camera and microphone
      </Button>
    </Panel>
  );
}

function Problems({ view, media }: { view: ReturnType<LocalMedia['get']>; media: LocalMedia }) {
  const failed = [view.camera, view.microphone].flatMap((capture) =>
    capture.status === 'failed' ? [capture.problem] : [],
  );
  return failed.map((problem) => (
    <div
      key={problem.kind}
      role="alert"
      className="flex items-center gap-3 rounded-md bg-warn-soft p-3 text-warn"
    >
      <span className="flex-1">{problem.text}</span>
      <Button
        size="small"
        onClick={() => void (problem.kind === 'camera' ? media.startCamera() : media.startMicrophone())}
      >
        Try again
      </Button>
    </div>
  ));
}

function idOf(capture: ReturnType<LocalMedia['get']>['camera'], remembered: string | null): string {
  const running = capture.status === 'live' ? capture.track.getSettings().deviceId : undefined;
  return running ?? remembered ?? '';
}

function Panel({ children }: { children: ReactNode }) {
  return (
    <div className="flex aspect-[4/3] flex-col items-center justify-center gap-3 rounded-xl border border-line bg-surface-1 p-6 text-center shadow-float">
      {children}
    </div>
  );
}

function Round({ children }: { children: ReactNode }) {
  return (
    <span className="grid size-12 place-items-center rounded-full bg-surface-3 text-ink-2 [&_svg]:size-5">
      {children}
    </span>
  );
}
