import { AccessToken } from 'livekit-server-sdk';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Participant } from './participant';
import { ageMs, TICK_MS } from './synthetic-media';

/**
 * A process of its own, so that the bench's load is not the bench's clock: joins participants, sends for a while, and
 * tells its parent what arrived. Started with one JSON argument, answers by IPC.
 */
export interface LoadOrder {
  wsUrl: string;
  apiKey: string;
  apiSecret: string;
  publishers: number;
  /** Further participants, who only receive. */
  receivers: number;
  warmUpMs: number;
  measureMs: number;
}

export type LoadReport =
  | { type: 'ready' }
  | { type: 'measuring' }
  | {
      type: 'done';
      measuredMs: number;
      packetsIn: number;
      packetsOut: number;
      /** What would have been delivered without any loss. */
      packetsExpected: number;
      latencyMsP50: number;
      latencyMsP99: number;
    };

const ROOM = 'bench';
/** Latencies are sampled: all of them would be millions of numbers. */
const SAMPLE_EVERY = 7;
const JOIN_TIMEOUT_MS = 60_000;
/** A process that slept must not catch up for ever. */
const CATCH_UP_TICKS_MAX = 40;

const order = JSON.parse(process.argv[2] ?? '{}') as LoadOrder;
let isMeasuring = false;
let counted = 0;
const ages: number[] = [];
const participants: Participant[] = [];
for (let index = 0; index < order.publishers + order.receivers; index++) {
  const participant = new Participant({
    wsUrl: order.wsUrl,
    token: await token(index),
    index,
    isPublisher: index < order.publishers,
    onMedia,
  });
  participants.push(participant);
  await participant.connected();
}

const senders = participants.slice(0, order.publishers);
const startedMs = performance.now();
let ticks = 0;
const timer = setInterval(() => {
  const due = Math.floor((performance.now() - startedMs) / TICK_MS);
  if (due - ticks > CATCH_UP_TICKS_MAX) ticks = due - CATCH_UP_TICKS_MAX;
  for (; ticks < due; ticks++) for (const sender of senders) sender.media.tick();
}, TICK_MS);

await everybodyReceives();
tell({ type: 'ready' });
await delay(order.warmUpMs);
const before = totals();
isMeasuring = true;
tell({ type: 'measuring' });
const fromMs = performance.now();
await delay(order.measureMs);
const measuredMs = performance.now() - fromMs;
const after = totals();
isMeasuring = false;
clearInterval(timer);
ages.sort((a, b) => a - b);
const packetsOut = after.received - before.received;
const packetsIn = after.sent - before.sent;
tell({
  type: 'done',
  measuredMs,
  packetsIn,
  packetsOut,
  packetsExpected: packetsIn * (participants.length - 1),
  latencyMsP50: ages[Math.floor(ages.length * 0.5)] ?? NaN,
  latencyMsP99: ages[Math.floor(ages.length * 0.99)] ?? NaN,
});
for (const participant of participants) participant.close();
process.disconnect();
process.exit(0);

function onMedia(bytes: Buffer): void {
  if (!isMeasuring) return;
  counted += 1;
  if (counted % SAMPLE_EVERY !== 0) return;
  const age = ageMs(bytes);
  if (age !== null) ages.push(age);
}

function totals(): { sent: number; received: number } {
  let sent = 0;
  let received = 0;
  for (const { media, packetsReceived } of participants) {
    sent += media.videoSent + media.audioSent;
    received += packetsReceived;
  }
  return { sent, received };
}

/** Everybody must get nine tenths of what the others send before anything is measured. */
async function everybodyReceives(): Promise<void> {
  const untilMs = performance.now() + JOIN_TIMEOUT_MS;
  for (;;) {
    const from = participants.map(({ packetsReceived }) => packetsReceived);
    const sentFrom = senders.map(({ media }) => media.videoSent + media.audioSent);
    await delay(1_000);
    const sent = senders.map(({ media }, index) => media.videoSent + media.audioSent - sentFrom[index]!);
    const all = sent.reduce((sum, count) => sum + count, 0);
    const missing = participants.filter(
      ({ packetsReceived }, index) => packetsReceived - from[index]! < 0.9 * (all - (sent[index] ?? 0)),
    );
    if (missing.length === 0) return;
    if (performance.now() > untilMs)
      throw new Error(`${missing.length} participants do not receive everybody`);
  }
}

function token(index: number): Promise<string> {
  const access = new AccessToken(order.apiKey, order.apiSecret, { identity: `load-${index}`, ttl: '1h' });
  access.addGrant({ roomJoin: true, room: ROOM, canPublish: true, canSubscribe: true });
  return access.toJwt();
}

function tell(report: LoadReport): void {
  process.send?.(report);
}
