import { AudioLines, Film, Image as ImageIcon } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import type { MediaItem, MediaPlayback } from '@/lib/core/contract/media';
import { positionMs } from '@/lib/core/media/playback';

export const CUE_ICONS = { image: ImageIcon, video: Film, audio: AudioLines } as const;

export interface CueProgressProps {
  item: MediaItem;
  playback: MediaPlayback;
  nowMs: number;
  isOnAir: boolean;
}

/** Grows under a cue's words while it plays. */
export function CueProgress({ item, playback, nowMs, isOnAir }: CueProgressProps) {
  if (item.durationMs === null) return null;
  const share = positionMs({ ...item, ...playback }, nowMs) / item.durationMs;
  return (
    <span
      aria-hidden
      style={{ width: `${share * 100}%` }}
      className={classNames('absolute inset-y-0 left-0', isOnAir ? 'bg-air-soft' : 'bg-accent-soft')}
    />
  );
}
