'use client';

import { Maximize, Volume2, VolumeX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import { createStore } from '@/lib/browser/realtime/create-store';
import { useStore } from '@/lib/browser/realtime/use-store';
import { H264_REMEDY } from '@/lib/browser/whip/h264-support';
import type { WhepPlayer, WhepStatus } from '@/lib/browser/whip/whep-player';
import type { CoverText } from './cover-text';

const LATENCY_MS = 2_000;
const LOADING: CoverText = { title: 'One moment', text: '' };
const UNPLAYABLE: CoverText = {
  title: 'This browser cannot play the show',
  text: `It lacks H.264 video. ${H264_REMEDY}`,
};
/** What a page without a program shows: the same as a player that waits. */
const NOTHING = createStore<WhepStatus>({ status: 'idle' });

export interface WatchPlayerProps {
  title: string;
  player: WhepPlayer | null;
  /** What stands in place of a picture; absent until the server has said how the show is. */
  cover: CoverText | undefined;
}

export function WatchPlayer({ title, player, cover: waiting = LOADING }: WatchPlayerProps) {
  const status = useStore(player ?? NOTHING);
  const cover = status.status === 'unplayable' ? UNPLAYABLE : waiting;
  const frameRef = useRef<HTMLDivElement>(null);
  const videoRef = useRef<HTMLVideoElement>(null);
  const [isMuted, setIsMuted] = useState(true);
  /** Connected is not yet seen: the cover stays until the first picture. */
  const [hasPicture, setHasPicture] = useState(false);
  const latencyMs = useLatency(player);
  const stream = status.status === 'playing' ? status.stream : null;

  useEffect(() => {
    const video = videoRef.current;
    if (!video) return;
    video.srcObject = stream;
    if (stream) video.play().catch(() => setIsMuted(true));
  }, [stream]);

  return (
    <div
      ref={frameRef}
      data-watch={status.status}
      className="relative [&:fullscreen]:grid [&:fullscreen]:content-center [&:fullscreen]:bg-black"
    >
      <div className="relative aspect-video overflow-hidden rounded-lg bg-black max-sm:rounded-none">
        <video
          ref={videoRef}
          muted={isMuted}
          autoPlay
          playsInline
          onLoadedData={() => setHasPicture(true)}
          onEmptied={() => setHasPicture(false)}
          aria-label={`Program of ${title}`}
          className="size-full"
        />
        {!(stream && hasPicture) && (
          <div
            role="status"
            className="stage-ground absolute inset-0 grid place-items-center p-6 text-center"
          >
            <div>
              <p className="text-2xl font-[680]">{cover.title}</p>
              <p className="mt-1 text-ink-2">{cover.text}</p>
            </div>
          </div>
        )}
      </div>
      {stream && (
        <>
          <div className="absolute top-3 left-3 flex items-center gap-2">
            <Pill tone="air">
              <span aria-hidden className="size-[7px] rounded-full bg-on-accent" />
              LIVE
            </Pill>
            {latencyMs !== null && (
              <Pill className="bg-scrim tabular-nums">{(latencyMs / 1_000).toFixed(1)} s behind</Pill>
            )}
          </div>
          {/* Under the picture on a phone: thumbs need room that a small picture does not have. */}
          <div className="absolute right-3 bottom-3 flex gap-2 max-sm:static max-sm:justify-end max-sm:p-3">
            {isMuted ? (
              <Button variant="primary" onClick={() => setIsMuted(false)}>
                <VolumeX aria-hidden />
                Unmute
              </Button>
            ) : (
              <IconButton label="Mute" icon={<Volume2 />} onClick={() => setIsMuted(true)} />
            )}
            <IconButton
              label="Full screen"
              icon={<Maximize />}
              onClick={() => void frameRef.current?.requestFullscreen()}
            />
          </div>
        </>
      )}
    </div>
  );
}

function useLatency(player: WhepPlayer | null): number | null {
  const [latencyMs, setLatencyMs] = useState<number | null>(null);
  useEffect(() => {
    if (!player) return;
    let isGone = false;
    const timer = setInterval(() => {
      void player.readLatencyMs().then((measured) => {
        if (!isGone) setLatencyMs(measured);
      });
    }, LATENCY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [player]);
  return player ? latencyMs : null;
}
