import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_HTTP_STATUS } from '@/lib/core/contract/error-codes';
import { Presence } from './realtime/presence';
import { createWebMetrics, socketCounts, type MetricSources } from './web-metrics';

function setUp(sources: Partial<MetricSources> = {}) {
  const metrics = createWebMetrics({
    sessions: { all: () => [] },
    broadcasts: { waitingRows: 0 },
    ...sources,
  });
  /** Value of one line; the name is without `stream_buddy_web_`. */
  const read = async (line: string) => {
    const lines = (await metrics.registry.metrics()).split('\n');
    const found = lines.find((candidate) => candidate.startsWith(`stream_buddy_web_${line} `));
    return found === undefined ? null : Number(found.split(' ').at(-1));
  };
  return { metrics, counts: socketCounts(metrics), read };
}

describe('createWebMetrics', () => {
  it('counts what sockets do, and measures accepted commands only', async () => {
    const { counts, read } = setUp();
    counts.refusal('forbidden');
    counts.command('scene.add', { isAccepted: true, seconds: 0.003 });
    counts.command('scene.add', { isAccepted: true, seconds: 0.2 });
    counts.command('scene.add', { isAccepted: false, seconds: 3 });
    expect(await read('socket_refusals_total{code="forbidden"}')).toBe(1);
    expect(await read('commands_total{type="scene.add",result="accepted"}')).toBe(2);
    expect(await read('commands_total{type="scene.add",result="refused"}')).toBe(1);
    expect(await read('event_lag_seconds_bucket{le="0.005"}')).toBe(1);
    expect(await read('event_lag_seconds_count')).toBe(2);
  });

  it('has a line for every code of the error table from the start, and no other', async () => {
    const { metrics, read } = setUp();
    for (const name of ['socket_refusals_total', 'call_refusals_total'])
      for (const code of Object.keys(ERROR_HTTP_STATUS))
        expect(await read(`${name}{code="${code}"}`)).toBe(0);
    const { values } = await metrics.callRefusals.get();
    expect(values).toHaveLength(Object.keys(ERROR_HTTP_STATUS).length);
  });

  it('reads sockets and queues of the open shows when it is asked', async () => {
    const presence = new Presence();
    const ada = { kind: 'user', userId: 'ada', name: 'Ada', role: 'producer' } as const;
    presence.addProducer('page-1', ada);
    presence.addProducer('page-2', ada);
    presence.addSeat('seat-1');
    const nowMs = Date.now();
    const waitingWrites = [{ events: [{ atMs: nowMs - 7_000 }, { atMs: nowMs - 2_000 }] }];
    const other = { presence: new Presence(), session: { waitingWrites: [] } };
    const { read } = setUp({
      ...{ sessions: { all: () => [{ presence, session: { waitingWrites } }, other] } },
      broadcasts: { waitingRows: 3 },
    });
    expect(await read('sockets{kind="producer"}')).toBe(2);
    expect(await read('sockets{kind="guest"}')).toBe(1);
    expect(await read('store_waiting{queue="shows"}')).toBe(2);
    expect(await read('store_waiting{queue="broadcasts"}')).toBe(3);
    expect(await read('store_lag_seconds')).toBeGreaterThanOrEqual(7);
    presence.removeProducer('page-1');
    waitingWrites.length = 0;
    expect(await read('sockets{kind="producer"}')).toBe(1);
    expect(await read('store_lag_seconds')).toBe(0);
  });
});

describe('docs/metrics.md', () => {
  it('names every metric of the web process that is our own, and no other', async () => {
    const { metrics } = setUp();
    const names = (await metrics.registry.getMetricsAsJSON())
      .map(({ name }) => name)
      .filter((name) => !/_(process|nodejs)_/.test(name));
    const text = readFileSync('docs/metrics.md', 'utf8');
    const documented = [...text.matchAll(/^\| `(stream_buddy_web_\w+)/gm)].map((match) => match[1]);
    expect(documented.sort()).toEqual(names.sort());
  });
});
