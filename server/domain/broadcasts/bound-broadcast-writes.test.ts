import { describe, expect, it, vi } from 'vitest';
import { boundBroadcastWrites } from './bound-broadcast-writes';
import type { BroadcastWrite } from './ports';

const status = (broadcastId: string, atMs: number): BroadcastWrite => ({
  ...{ row: 'broadcast', broadcastId, showId: 's1', status: 'live', atMs, generation: 1 },
});
const run = (destinationId: string, bytesSent: number): BroadcastWrite => ({
  ...{ row: 'relay-run', broadcastId: 'b1', destinationId, name: 'One', platform: 'custom' },
  ...{ history: [], bytesSent, connects: 1 },
});

describe('boundBroadcastWrites', () => {
  it('keeps the newest word of each relay, after the broadcast that it belongs to', () => {
    const giveUp = vi.fn();
    const writes = [status('b1', 1), run('d1', 10), run('d2', 5), status('b1', 2), run('d1', 20)];
    expect(boundBroadcastWrites(writes, giveUp)).toEqual([
      ...[status('b1', 1), run('d1', 20), run('d2', 5), status('b1', 2)],
    ]);
    expect(giveUp).not.toHaveBeenCalled();
  });

  it('gives up the newest rows beyond its bound, and says how many', () => {
    const giveUp = vi.fn();
    const writes = Array.from({ length: 1_003 }, (_, index) => status(`b${index}`, index));
    expect(boundBroadcastWrites(writes, giveUp)).toEqual(writes.slice(0, 1_000));
    expect(giveUp).toHaveBeenCalledExactlyOnceWith(3);
  });
});
