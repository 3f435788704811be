import type { BroadcastWrite } from './ports';

/** A broadcast writes a dozen rows and one per destination: a hundred broadcasts, all begun while the database was away. */
const WAITING_ROWS_MAX = 1_000;

/**
 * What waits for the database, with one row per relay: its newest word has the whole history. Beyond the bound the newest
 * rows are given up.
 * @param giveUp - called with how many.
 */
export function boundBroadcastWrites(
  writes: readonly BroadcastWrite[],
  giveUp: (rows: number) => void,
): BroadcastWrite[] {
  const kept = new Map<string, BroadcastWrite>();
  writes.forEach((write, index) => {
    // In the place of the first: its broadcast is stored before it already.
    const key = write.row === 'relay-run' ? `${write.broadcastId} ${write.destinationId}` : String(index);
    kept.set(key, write);
  });
  if (kept.size > WAITING_ROWS_MAX) giveUp(kept.size - WAITING_ROWS_MAX);
  return [...kept.values()].slice(0, WAITING_ROWS_MAX);
}
