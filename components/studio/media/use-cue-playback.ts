'use client';

import type { MediaItem, MediaPlayback } from '@/lib/core/contract/media';
import { isPlaying } from '@/lib/core/media/playback';
import { useServerNow, useShow } from '../studio-context';

/** Seconds are counted down; a bar that grows a few times a second looks even. */
const COUNT_EVERY_MS = 250;

export interface CuePlayback {
  /** null: it does not play. */
  playback: MediaPlayback | null;
  /** It plays under what is said. */
  isBed: boolean;
  isOnAir: boolean;
  /** Server time, read again while it plays. */
  nowMs: number;
}

/** Whether a cue plays, and how. */
export function useCuePlayback(item: MediaItem): CuePlayback {
  const { phase, media } = useShow();
  const started = [media.playing, media.bed].find(
    (playback) => playback?.mediaId === item.mediaId && playback.stoppedAtMs === null,
  );
  const nowMs = useServerNow(started ? COUNT_EVERY_MS : null);
  const playback = started && isPlaying(started, item, nowMs) ? started : null;
  return {
    playback,
    isBed: playback !== null && playback === media.bed,
    isOnAir: playback !== null && (phase.status === 'live' || phase.status === 'ending'),
    nowMs,
  };
}
