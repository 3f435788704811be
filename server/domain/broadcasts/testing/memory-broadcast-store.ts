import type { BroadcastStore, BroadcastWrite, RelayRunRow } from '../ports';

/** The rows of one show's broadcasts as they were written, and a database that can be made to refuse them. */
export class MemoryBroadcastStore implements BroadcastStore {
  readonly statuses: string[] = [];
  readonly relayRuns: RelayRunRow[] = [];
  readonly recordings: string[] = [];
  readonly health: { atMs: number; videoKbps: number }[] = [];
  readonly liveAtMs: number[] = [];
  unfinished: string[] = [];
  /** What the database answers to a row, when it is not simply taken. */
  refuse: ((write: BroadcastWrite) => Error | null) | null = null;

  constructor(private readonly showId: string) {}

  write(write: BroadcastWrite): Promise<void> {
    const refusal = this.refuse?.(write);
    if (refusal) return Promise.reject(refusal);
    this.#keep(write);
    return Promise.resolve();
  }

  listUnfinished(): Promise<{ broadcastId: string; showId: string }[]> {
    return Promise.resolve(this.unfinished.map((broadcastId) => ({ broadcastId, showId: this.showId })));
  }

  #keep(write: BroadcastWrite): void {
    switch (write.row) {
      case 'broadcast':
        this.statuses.push(write.status);
        if (write.status === 'live') this.liveAtMs.push(write.atMs);
        this.unfinished = write.status === 'ended' || write.status === 'cancelled' ? [] : [write.broadcastId];
        return;
      case 'relay-run':
        return void this.relayRuns.push(write);
      case 'health':
        return void this.health.push(write);
      case 'recording':
        return void this.recordings.push('started');
      case 'recording-end':
        return void this.recordings.push(`${write.status} ${write.bytes}`);
    }
  }
}
