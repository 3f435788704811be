'use client';

import { Radio } from 'lucide-react';
import { Spinner } from '@/components/ui/spinner';
import type { JoinStage } from './model/join-stage';

export interface StageBannerProps {
  stage: JoinStage;
  isMuted: boolean;
  isCameraOn: boolean;
}

/** Where the guest is, in words that cannot be misread. */
export function StageBanner({ stage, isMuted, isCameraOn }: StageBannerProps) {
  switch (stage.status) {
    case 'connecting':
      return (
        <Line title="Connecting" text="One moment.">
          <Spinner className="size-5" />
        </Line>
      );
    case 'waiting':
      return (
        <Line
          title="You are in the waiting room"
          text={
            isCameraOn
              ? 'The producers see a small picture of you and will let you in. They do not hear you, and nobody else sees you.'
              : 'The producers see your name and will let you in. Turn your camera on to show them who you are.'
          }
        >
          <span aria-hidden className="relative grid size-3 shrink-0 place-items-center">
            <span className="absolute inset-0 rounded-full bg-warn/60 motion-safe:animate-ping" />
            <span className="size-2.5 rounded-full bg-warn" />
          </span>
        </Line>
      );
    case 'backstage':
      return (
        <Line
          title={stage.onStage ? 'You are on stage' : 'You are backstage'}
          text={
            stage.onStage
              ? 'The show is not live yet. You will see a red frame when it is.'
              : 'Viewers do not see or hear you. The others here do.'
          }
        />
      );
    case 'on-air':
      return (
        <div className="flex items-center gap-3 rounded-lg bg-air px-4 py-3 text-on-accent">
          <Radio aria-hidden className="size-6 shrink-0" />
          <div>
            <h1 className="text-xl font-[720] tracking-[.02em]">YOU ARE ON AIR</h1>
            <p>{isMuted ? 'Viewers see you. Your microphone is muted.' : 'Viewers see and hear you.'}</p>
          </div>
        </div>
      );
    case 'out':
      return null;
  }
}

function Line({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <div className="flex items-center gap-3">
      {children}
      <div>
        <h1 className="text-2xl font-[680] tracking-[-.01em]">{title}</h1>
        <p className="text-ink-2">{text}</p>
      </div>
    </div>
  );
}
