/** A grid of frame times that never drifts: `startMs + n * 1000 / fps`. Pure; the loop owns the timer. */
export interface FrameClock {
  startMs: number;
  fps: number;
  /** Number of the last frame that was due. */
  frame: number;
}

export interface Tick {
  clock: FrameClock;
  /** Frames whose time passed without a tick: skipped for good, never made up in a burst. */
  missed: number;
  timestampUs: number;
}

/** Early wake-ups within this share of a frame count for the coming frame. */
const EARLY_SHARE = 0.25;

export function newFrameClock(startMs: number, fps: number): FrameClock {
  return { startMs, fps, frame: -1 };
}

/** Another rate from now on. The first frame of the new grid comes after the last of the old one, which may have been early. */
export function changeRate(clock: FrameClock, nowMs: number, fps: number): FrameClock {
  const lastMs = clock.startMs + (clock.frame * 1000) / clock.fps;
  return newFrameClock(clock.frame < 0 ? nowMs : Math.max(nowMs, lastMs + 1000 / fps), fps);
}

/** Which frame is due at `nowMs`. null: woken too early, wait again. */
export function tickAt(clock: FrameClock, nowMs: number): Tick | null {
  const frame = Math.floor(((nowMs - clock.startMs) * clock.fps) / 1000 + EARLY_SHARE);
  if (frame <= clock.frame) return null;
  return {
    clock: { ...clock, frame },
    missed: frame - clock.frame - 1,
    timestampUs: Math.round(clock.startMs * 1000 + (frame * 1_000_000) / clock.fps),
  };
}

/** How long to sleep until the next frame is due. */
export function sleepMs(clock: FrameClock, nowMs: number): number {
  return Math.max(0, clock.startMs + ((clock.frame + 1) * 1000) / clock.fps - nowMs);
}
