import type { MediaItem, MediaPlayback } from '../contract/media';

/** What the way of a clip through time depends on. */
export type Timed = Pick<MediaPlayback, 'startedAtMs' | 'stoppedAtMs'> &
  Pick<MediaItem, 'durationMs' | 'loop' | 'fadeMs'> & { holdsEnd: boolean };

/**
 * How long the last picture of a clip waits for the scene that follows it. The server says so within a network delay; a
 * server that is away must not leave a still picture on air.
 */
export const END_HOLD_MS = 2_000;

/**
 * When a playback ends by itself, in server time. Infinity: only when somebody stops it.
 * @param item - `durationMs` null never ends.
 */
export function endsAtMs({ startedAtMs, durationMs, loop }: Omit<Timed, 'fadeMs' | 'holdsEnd'>): number {
  return loop || durationMs === null ? Infinity : startedAtMs + durationMs;
}

/** It is neither stopped nor over. */
export function isPlaying(
  playback: MediaPlayback | null,
  item: Pick<MediaItem, 'durationMs' | 'loop'> | undefined,
  nowMs: number,
): boolean {
  if (!playback || !item || playback.stoppedAtMs !== null) return false;
  return nowMs < endsAtMs({ ...item, ...playback });
}

/** What is left of a playback, for a countdown; null where nothing ends by itself. */
export function leftMs(
  playback: MediaPlayback,
  item: Pick<MediaItem, 'durationMs' | 'loop'>,
  nowMs: number,
): number | null {
  const endMs = endsAtMs({ ...item, ...playback });
  return endMs === Infinity ? null : Math.max(0, endMs - nowMs);
}

/**
 * How far into the file a playback is at `nowMs`, 0 to the file's length; a clip that has ended stands at its end. A loop
 * begins anew without a gap. A start that lies ahead (another machine's clock) counts as now.
 */
export function positionMs(
  { startedAtMs, durationMs, loop }: Pick<Timed, 'startedAtMs' | 'durationMs' | 'loop'>,
  nowMs: number,
): number {
  const elapsedMs = Math.max(0, nowMs - startedAtMs);
  if (durationMs === null) return elapsedMs;
  return loop ? elapsedMs % durationMs : Math.min(elapsedMs, durationMs);
}

/**
 * How much of a playback is seen and heard at `nowMs`, 0..1: it fades in, and out before its end, or out from where it
 * was stopped. One that another scene follows does not fade before its end: the scene appears as the clip goes.
 */
export function levelAt(playback: Timed, nowMs: number): number {
  const { startedAtMs, stoppedAtMs, fadeMs, holdsEnd } = playback;
  const endMs = endsAtMs(playback);
  if (stoppedAtMs === null && nowMs >= endMs + (holdsEnd ? END_HOLD_MS : 0)) return 0;
  // Stopped at or after an end that it faded towards: it is gone already.
  if (stoppedAtMs !== null && !holdsEnd && nowMs >= endMs) return 0;
  const fadesIn = ramp(nowMs - startedAtMs, fadeMs);
  const fadesOut = holdsEnd || endMs === Infinity ? 1 : ramp(endMs - nowMs, fadeMs);
  const stops = stoppedAtMs === null ? 1 : nowMs < stoppedAtMs ? 1 : 1 - ramp(nowMs - stoppedAtMs, fadeMs);
  return Math.min(fadesIn, fadesOut, stops);
}

/** 0 at the beginning, 1 after `lengthMs`; a length of 0 is a step. A beginning that lies ahead counts as now. */
function ramp(elapsedMs: number, lengthMs: number): number {
  if (lengthMs <= 0) return 1;
  return Math.min(1, Math.max(0, elapsedMs / lengthMs));
}
