/** A file that cannot be played (any further). `clip`: which playback; null for a background. */
export interface BrokenMedia {
  assetId: string;
  clip: { mediaId: string; startedAtMs: number } | null;
}
