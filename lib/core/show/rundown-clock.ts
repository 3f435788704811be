import type { Rundown, RundownItem } from '../contract/show-state';

/** Where a running rundown stands. All in ms. */
export interface RundownClock {
  current: RundownItem;
  next: RundownItem | null;
  /** What is left of the current item; negative when it is over. */
  leftMs: number;
  /** How far behind the plan the show would end if the rest took its time; negative: ahead of it. */
  overMs: number;
  /** When the last item ends if the rest takes its time (server time). */
  endsAtMs: number;
}

/**
 * The clock of a rundown; null while it does not run. RU4.
 * @param nowMs - server time.
 */
export function rundownClock({ items, run }: Rundown, nowMs: number): RundownClock | null {
  const index = run ? items.findIndex(({ itemId }) => itemId === run.itemId) : -1;
  const current = items[index];
  if (!run || !current) return null;
  const leftMs = run.itemStartedAtMs + current.durationMs - nowMs;
  const endsAtMs = nowMs + Math.max(0, leftMs) + totalMs(items.slice(index + 1));
  // An item that was removed since: the plan is then what is left of it.
  const firstIndex = Math.max(
    0,
    items.findIndex(({ itemId }) => itemId === run.firstItemId),
  );
  const planned = items.slice(Math.min(firstIndex, index));
  return {
    current,
    next: items[index + 1] ?? null,
    leftMs,
    overMs: endsAtMs - (run.startedAtMs + totalMs(planned)),
    endsAtMs,
  };
}

export const totalMs = (items: readonly RundownItem[]): number =>
  items.reduce((sum, { durationMs }) => sum + durationMs, 0);
