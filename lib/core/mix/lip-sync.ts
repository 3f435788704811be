/** How long a person's sound is held back for their picture. */
export interface SoundHold {
  /** Of the strip, beside a delay that somebody chose; 0 or more. ms. */
  delayMs: number;
  /** On its way to where it should be. */
  isMoving: boolean;
}

export const NO_HOLD: SoundHold = { delayMs: 0, isMoving: false };

/**
 * Holds a person's sound back for their picture; to be called once a second. Chromium aligns the two at the loudspeaker: a
 * picture waits for the producer's headphones, 200 ms of them by radio, while the program takes the sound before they do.
 * That is undone here, behind the browser's own alignment, so that the two never work against each other. On air it goes
 * in steps that are not heard, off air at once. Pure.
 * @param aheadMs - how much earlier the program has the sound than the browser's alignment meant: the way to the
 *   loudspeaker, and what compositor and mixer differ by; smoothed. Nothing estimated from the sender is in it: that is
 *   wrong by a tenth of a second and more while a machine is overloaded.
 * @returns the same object when nothing is to change.
 */
export function holdSound(hold: SoundHold, aheadMs: number, isOnAir: boolean): SoundHold {
  const wantedMs = Math.min(HOLD_MS_MAX, Math.max(0, aheadMs));
  const gapMs = wantedMs - hold.delayMs;
  const isDue = Math.abs(gapMs) > (hold.isMoving ? ARRIVED_MS : DEAD_BAND_MS);
  if (!isDue) return hold.isMoving ? { ...hold, isMoving: false } : hold;
  const stepMs = isOnAir ? Math.max(-STEP_MS, Math.min(STEP_MS, gapMs)) : gapMs;
  return { delayMs: hold.delayMs + stepMs, isMoving: isOnAir };
}

/** The browser leaves 30 ms either way itself; cables and loudspeakers of a computer stay below this. */
const DEAD_BAND_MS = 40;
const ARRIVED_MS = 5;
/** Cross-faded by the delay line: 5 ms of a voice said twice are not heard. 200 ms take 40 s. */
const STEP_MS = 5;
/** The strip's memory, less what somebody may choose on top for a microphone that is far away. */
const HOLD_MS_MAX = 400;
