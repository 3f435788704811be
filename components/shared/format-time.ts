import { differenceInCalendarDays, format, formatDistanceStrict, isSameYear } from 'date-fns';

/** `Tomorrow 18:00`, `Friday 18:00`, `12 Mar 18:00`: as short as it is clear. Local time. */
export function formatDay(date: Date, now: Date): string {
  const clock = format(date, 'HH:mm');
  const days = differenceInCalendarDays(date, now);
  if (days === 0) return `Today ${clock}`;
  if (days === 1) return `Tomorrow ${clock}`;
  if (days === -1) return `Yesterday ${clock}`;
  if (days > 1 && days < 7) return `${format(date, 'EEEE')} ${clock}`;
  return `${format(date, isSameYear(date, now) ? 'd MMM' : 'd MMM yyyy')} ${clock}`;
}

const SOON_MS = 45_000;

/** `Tuesday 24 November, 20:50`. */
export function formatDate(date: Date): string {
  return format(date, 'EEEE d MMMM, HH:mm');
}

/** `just now`, `12 minutes ago`, `in 3 days`. */
export function formatAgo(date: Date, now: Date): string {
  if (Math.abs(date.getTime() - now.getTime()) < SOON_MS) return 'just now';
  return formatDistanceStrict(date, now, { addSuffix: true });
}

/** `00:12:31`, as the on-air clock shows it; never negative. */
export function formatClock(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1_000));
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** `48 s`, `12 min`, `1 h 04 min`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** `382 MB`; decimal units, as disks and downloads use them. */
export function formatBytes(bytes: number | bigint): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = Number(bytes);
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? 'B'}`;
}

/** The value of `<input type="datetime-local">`, in local time. */
export function toLocalInput(date: Date): string {
  return format(date, "yyyy-MM-dd'T'HH:mm");
}
