import type { MediaItem, MediaPlayback } from '../media';

/** Clips play over the pictures, the bed lies under what is said. */
export type MediaChannel = 'clip' | 'bed';

export type MediaEvent =
  | { type: 'media.itemPut'; item: MediaItem; index: number }
  | { type: 'media.itemChanged'; item: MediaItem }
  | { type: 'media.itemRemoved'; mediaId: string }
  | { type: 'media.reordered'; mediaIds: string[] }
  | { type: 'media.played'; channel: MediaChannel; playback: MediaPlayback }
  /** `why`: somebody stopped it, it was over, or it could not be played to its end. */
  | { type: 'media.stopped'; channel: MediaChannel; stoppedAtMs: number; why: 'asked' | 'over' | 'broken' }
  | { type: 'scene.mediaSet'; sceneId: string; mediaId: string | null };
