import { LIMITS } from '@/lib/core/contract/limits';

/** `5:00`, and `1:02:03` from an hour on; seconds are rounded. */
export function durationText(durationMs: number): string {
  const seconds = Math.round(Math.abs(durationMs) / 1_000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** `0:20 under`, `1:05 over`, or `on time` within half a second. */
export function overText(overMs: number): string {
  if (Math.abs(overMs) < 500) return 'on time';
  return `${durationText(overMs)} ${overMs > 0 ? 'over' : 'under'}`;
}

/**
 * What a person types for a length: `5` (minutes), `5:30`, `1:02:03`.
 * @returns ms within the limits of a rundown item, or null when it is none.
 */
export function readDuration(text: string): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,3}(:[0-5]?\d){0,2}$/.test(trimmed)) return null;
  const parts = trimmed.split(':').map(Number);
  const [hours, minutes, seconds] =
    parts.length === 3 ? parts : parts.length === 2 ? [0, ...parts] : [0, ...parts, 0];
  const durationMs = (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1_000;
  return durationMs >= LIMITS.rundownItemMsMin && durationMs <= LIMITS.rundownItemMsMax ? durationMs : null;
}
