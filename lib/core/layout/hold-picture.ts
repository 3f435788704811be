/** A guest who drops out keeps the last frame this long, then becomes an avatar (product.md: seats). */
export const PICTURE_HOLD_MS = 30_000;

export interface PictureFacts {
  kind: 'camera' | 'screen';
  /** A track is attached and has not ended. */
  attached: boolean;
  /** What the show says; null when no scene has named this feed. */
  live: boolean | null;
  /** null: no frame has ever arrived. */
  lastFrameAtMs: number | null;
}

/**
 * Whether the last frame of a feed may still be shown. A shared screen that nobody touches sends no frames, so it is
 * held for as long as it is attached; a camera that stops is a fault, or a person who wants to be unseen.
 */
export function holdsPicture(facts: PictureFacts, nowMs: number): boolean {
  if (facts.lastFrameAtMs === null) return false;
  if (facts.kind === 'screen' && facts.attached && facts.live !== false) return true;
  return nowMs - facts.lastFrameAtMs <= PICTURE_HOLD_MS;
}
