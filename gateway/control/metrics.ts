import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Programs } from './programs';

/** Prometheus metrics. Program figures are read from the programs when asked; only requests are counted here. */
export interface GatewayMetrics {
  registry: Registry;
  sessionsOpened: Counter<'kind'>;
  requestsRefused: Counter<'kind' | 'code'>;
  /** 1 while MediaMTX's API answers; absent without MEDIAMTX_URL. */
  noteMediamtx(isUp: boolean): void;
}

export function createMetrics(programs: Programs): GatewayMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'stream_buddy_gateway_' });
  const registers = [registry];
  registerProgramGauges(programs, registers);
  registerRelayGauges(programs, registers);
  let mediamtxUp: Gauge | null = null;
  return {
    registry,
    noteMediamtx(isUp) {
      mediamtxUp ??= new Gauge({
        name: 'stream_buddy_gateway_mediamtx_up',
        help: '1 while the API of MediaMTX answers, asked while programs run.',
        registers,
      });
      mediamtxUp.set(isUp ? 1 : 0);
    },
    sessionsOpened: new Counter({
      name: 'stream_buddy_gateway_sessions_opened_total',
      help: 'WHIP and WHEP sessions answered.',
      labelNames: ['kind'],
      registers,
    }),
    requestsRefused: new Counter({
      name: 'stream_buddy_gateway_requests_refused_total',
      help: 'Requests refused, by code of the error table; timeout for clients too slow to be told.',
      labelNames: ['kind', 'code'],
      registers,
    }),
  };
}

function registerProgramGauges(programs: Programs, registers: Registry[]): void {
  const labelNames = ['program'] as const;
  const gauge = (
    name: string,
    help: string,
    read: (status: ReturnType<Programs['list']>[number]) => number,
  ): void => {
    new Gauge({
      name: `stream_buddy_program_${name}`,
      help,
      labelNames,
      registers,
      collect(this: Gauge<'program'>) {
        this.reset();
        for (const status of programs.list()) this.set({ program: status.programId }, read(status));
      },
    });
  };
  gauge('source_connected', '1 while a publisher is connected.', (status) =>
    status.source.status === 'connected' ? 1 : 0,
  );
  gauge('source_fps', 'Frames a second from the publisher.', (status) =>
    status.source.status === 'connected' ? status.source.fps : 0,
  );
  gauge('source_video_kbps', 'Video received.', (status) =>
    status.source.status === 'connected' ? status.source.videoKbps : 0,
  );
  gauge('source_wait_ms', 'What pictures take longer on their way here than the quickest.', (status) =>
    status.source.status === 'connected' ? status.source.waitMs : 0,
  );
  gauge('source_skew_ms', 'How much later sound is than picture, by sender reports.', (status) =>
    status.source.status === 'connected' ? (status.source.skewMs ?? 0) : 0,
  );
  gauge('viewers', 'WHEP viewers.', (status) => status.viewers);
  gauge(
    'worker_cpu_percent',
    'CPU of the worker in percent of one core.',
    (status) => status.worker?.cpuPercent ?? 0,
  );
  gauge('worker_rss_mb', 'Resident memory of the worker.', (status) => status.worker?.rssMb ?? 0);
  new Gauge({
    name: 'stream_buddy_program_worker_counters',
    help: 'Counters of the running worker since it started.',
    labelNames: ['program', 'counter'],
    registers,
    collect(this: Gauge<'program' | 'counter'>) {
      this.reset();
      for (const host of programs.hosts()) {
        const counters = { ...host.counters, workerRestarts: host.restarts };
        for (const [counter, value] of Object.entries(counters))
          this.set({ program: host.desired.programId, counter }, value);
      }
    },
  });
}

function registerRelayGauges(programs: Programs, registers: Registry[]): void {
  const labelNames = ['program', 'relay'] as const;
  const gauge = (
    name: string,
    help: string,
    read: (relay: ReturnType<Programs['list']>[number]['relays'][number]) => number,
  ): void => {
    new Gauge({
      name: `stream_buddy_relay_${name}`,
      help,
      labelNames,
      registers,
      collect(this: Gauge<'program' | 'relay'>) {
        this.reset();
        for (const status of programs.list()) {
          for (const relay of status.relays)
            this.set({ program: status.programId, relay: relay.relayId }, read(relay));
        }
      },
    });
  };
  gauge('live', '1 while the destination confirms what it gets.', (relay) =>
    relay.state.status === 'live' ? 1 : 0,
  );
  gauge('bytes_sent', 'Bytes handed to the network.', (relay) => relay.bytesSent);
  gauge('bytes_acked', 'Bytes acknowledged over RTMP.', (relay) => relay.bytesAcked);
  gauge('connects', 'Publications that began.', (relay) => relay.connects);
  gauge('frames_dropped', 'Frames dropped to bound the queue.', (relay) => relay.framesDropped);
  gauge('queue_ms', 'Age of the oldest waiting byte.', (relay) => relay.queueMs);
  gauge('delay_ms', 'From the arrival of a picture until its last byte left.', (relay) => relay.delayMs);
}
