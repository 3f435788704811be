import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createRtmpSink } from '@/gateway/rtmp-sink/rtmp-sink';

/** An RTMP server that nothing is done to: what it misses is what viewers miss. */
export interface SteadyDestination {
  port: number;
  /** Pictures and the longest wait for one since `fromMs`, up to now. */
  since(fromMs: number): { pictures: number; gapMsMax: number };
  close(): void;
}

/** Ten minutes of pictures: no fault lasts longer. */
const ARRIVALS_MAX = 18_000;

export async function startSteadyDestination(key: string): Promise<SteadyDestination> {
  const arrivals: number[] = [];
  const sink = createRtmpSink(pino({ level: 'silent' }), (streamName) => {
    if (streamName !== key) return;
    arrivals.push(performance.now());
    if (arrivals.length > ARRIVALS_MAX) arrivals.shift();
  });
  sink.server.listen(0, '127.0.0.1');
  await once(sink.server, 'listening');
  return {
    port: (sink.server.address() as AddressInfo).port,
    since(fromMs) {
      const seen = arrivals.filter((at) => at >= fromMs);
      const edges = [fromMs, ...seen, performance.now()];
      const gaps = edges.slice(1).map((at, index) => at - edges[index]!);
      return { pictures: seen.length, gapMsMax: Math.max(...gaps) };
    },
    close: () => sink.server.close(),
  };
}
