import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ERROR_HTTP_STATUS, type ErrorCode } from '@/lib/core/contract/error-codes';
import type { ShowCommandType } from '@/lib/core/contract/show-commands';

/** What gauges are read from when somebody asks. */
export interface MetricSources {
  sessions: { all(): readonly OpenShowFigures[] };
  broadcasts: { readonly waitingRows: number };
}

interface OpenShowFigures {
  presence: { readonly socketCounts: { producer: number; guest: number } };
  session: { readonly waitingWrites: readonly { events: readonly { atMs: number }[] }[] };
}

/** Prometheus metrics of the web process. Labels have few values, all of them ours: see docs/metrics.md. */
export type WebMetrics = ReturnType<typeof createWebMetrics>;

/** The contract promises 100 ms from a command to every producer; most take one. */
const LAG_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
const PREFIX = 'stream_buddy_web_';

export function createWebMetrics({ sessions, broadcasts }: MetricSources) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: PREFIX });
  const registers = [registry];
  const refusals = (name: string, help: string) => {
    const labelNames = ['code'] as const;
    const counter = new Counter({ name: PREFIX + name, help, labelNames, registers });
    // From the start, so that the first refusal is a rise and not a new line.
    for (const code of Object.keys(ERROR_HTTP_STATUS) as ErrorCode[]) counter.inc({ code }, 0);
    return counter;
  };
  new Gauge({
    name: `${PREFIX}sockets`,
    help: 'Sockets of open shows, by who is at their other end.',
    labelNames: ['kind'] as const,
    registers,
    collect() {
      const counts = sessions.all().map(({ presence }) => presence.socketCounts);
      for (const kind of ['producer', 'guest'] as const)
        this.set(
          { kind },
          counts.reduce((sum, count) => sum + count[kind], 0),
        );
    },
  });
  new Gauge({
    name: `${PREFIX}store_waiting`,
    help: 'Events of shows and rows of broadcasts that the database has not taken yet.',
    labelNames: ['queue'] as const,
    registers,
    collect() {
      this.set({ queue: 'shows' }, waitingEvents(sessions).length);
      this.set({ queue: 'broadcasts' }, broadcasts.waitingRows);
    },
  });
  new Gauge({
    name: `${PREFIX}store_lag_seconds`,
    help: 'Age of the oldest event that the database has not taken yet; 0 when it has all.',
    registers,
    collect() {
      const oldestMs = Math.min(...waitingEvents(sessions).map(({ atMs }) => atMs));
      this.set(Number.isFinite(oldestMs) ? Math.max(0, Date.now() - oldestMs) / 1_000 : 0);
    },
  });

  return {
    registry,
    socketRefusals: refusals('socket_refusals_total', 'Socket messages and handshakes refused, by code.'),
    callRefusals: refusals('call_refusals_total', 'tRPC calls refused, by code.'),
    commands: new Counter<'type' | 'result'>({
      name: `${PREFIX}commands_total`,
      help: 'Commands of producers and guests that reached their show, by type, accepted or refused.',
      labelNames: ['type', 'result'],
      registers,
    }),
    eventLag: new Histogram({
      name: `${PREFIX}event_lag_seconds`,
      help: 'From the arrival of a command until its events are handed to every socket.',
      buckets: LAG_BUCKETS_SECONDS,
      registers,
    }),
    httpRequests: new Counter<'status'>({
      name: `${PREFIX}http_requests_total`,
      help: 'HTTP requests answered, by status; aborted: the client left before its answer.',
      labelNames: ['status'],
      registers,
    }),
  };
}

/** The counters that sockets write to. */
export function socketCounts({ socketRefusals, commands, eventLag }: WebMetrics) {
  return {
    refusal: (code: ErrorCode) => socketRefusals.inc({ code }),
    command: (type: ShowCommandType, { isAccepted, seconds }: { isAccepted: boolean; seconds: number }) => {
      commands.inc({ type, result: isAccepted ? 'accepted' : 'refused' });
      if (isAccepted) eventLag.observe(seconds);
    },
  };
}

function waitingEvents(sessions: MetricSources['sessions']): readonly { atMs: number }[] {
  return sessions
    .all()
    .flatMap(({ session }) => session.waitingWrites)
    .flatMap(({ events }) => events);
}
