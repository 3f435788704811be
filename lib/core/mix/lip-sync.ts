/** How long a person's sound is held back for their picture. */
export interface SoundHold {
  /** Of the strip, beside a delay that somebody chose; 0 or more. ms. */
  delayMs: number;
  /** On its way to where it should be. */
  isMoving: boolean;
}

export const NO_HOLD: SoundHold = { delayMs: 0, isMoving: false };

/**
 * Holds a person's sound back when it is well ahead of their picture; to be called once a second. Chromium aligns the two
 * at the loudspeaker: a picture waits for the producer's headphones, 200 ms of them by radio, while the program takes the
 * sound before they do. That is undone here, behind the browser's own alignment, so that the two never work against each
 * other. What is within the measurement's own error is left alone; on air it goes in steps that are not heard, off air at
 * once. Sound that is late is not touched: it cannot be made to come earlier. Pure.
 * @param skewMs - how much later the sound is than the picture, without what is held back; smoothed.
 * @returns the same object when nothing is to change.
 */
export function holdSound(hold: SoundHold, skewMs: number, isOnAir: boolean): SoundHold {
  const wantedMs = Math.min(HOLD_MS_MAX, Math.max(0, -skewMs));
  const gapMs = wantedMs - hold.delayMs;
  const isDue = Math.abs(gapMs) > (hold.isMoving ? ARRIVED_MS : DEAD_BAND_MS);
  if (!isDue) return hold.isMoving ? { ...hold, isMoving: false } : hold;
  const stepMs = isOnAir ? Math.max(-STEP_MS, Math.min(STEP_MS, gapMs)) : gapMs;
  return { delayMs: hold.delayMs + stepMs, isMoving: isOnAir };
}

/** A guest's browser stamps pictures up to some 30 ms early or late (measured in Chromium); 40 is the promise (product.md). */
const DEAD_BAND_MS = 40;
const ARRIVED_MS = 5;
/** Cross-faded by the delay line: 5 ms of a voice said twice are not heard. 200 ms take 40 s. */
const STEP_MS = 5;
/** The strip's memory, less what somebody may choose on top for a microphone that is far away. */
const HOLD_MS_MAX = 400;
