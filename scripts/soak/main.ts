import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RoomServiceClient } from 'livekit-server-sdk';
import pino from 'pino';
import { createRtmpSink } from '@/gateway/rtmp-sink/rtmp-sink';
import { API_KEY, API_SECRET, startSfu } from '@/gateway/sfu/testing/start-sfu';
import { startProxy } from '@/gateway/testing/bad-servers';
import { publishFromFfmpeg, type FfmpegPublisher } from '@/gateway/testing/ffmpeg-publisher';
import { startGateway } from '@/gateway/testing/gateway-process';
import { Participant } from '../bench/sfu-load/participant';
import { TICK_MS } from '../bench/sfu-load/synthetic-media';
import { waitFor } from '../harness/wait-for';
import { gapHistogram } from './trend';
import { WatchedProcess } from './watch-process';

/**
 * `npm run soak -- --minutes 30`: a show that never rests, on the real gateway and the real SFU. Guests join every
 * few seconds, send and hear media, and leave, in turn with a goodbye and without; a publisher with a higher lease takes
 * over every half minute, one destination is reset again and again, one refuses for ever. Judged: what grows, who stays
 * in the room that left, and how long the steady destination ever waited for a picture.
 * In the watched processes all garbage is collected every half minute (report-heap.mjs), so that what is kept shows.
 * Options: --minutes N --json FILE. Exits 1 when something grew, stayed or was lost.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, json: { type: 'string' } },
});
const runMs = Number(values.minutes) * 60_000;
if (!(runMs > 0)) throw new Error('--minutes takes a number above 0.');

const PROGRAM = 'soak';
const STEADY = 'steady-key';
const STEADY_GUESTS = 3;
const GUEST_EVERY_MS = 3_000;
const GUEST_STAYS_MS = 6_000;
const TAKEOVER_EVERY_MS = 30_000;
const RESET_EVERY_MS = 20_000;
const SAMPLE_EVERY_MS = 5_000;
/** Growth that an hour of show may have: a leak of one guest's state would be ten times that at this pace. */
const RSS_MB_PER_HOUR_MAX = 60;
/** At 1,200 guests and 120 takeovers an hour: 7 KB of each guest, or 70 of each takeover. Code that V8 compiles is 1 to 2. */
const HEAP_MB_PER_HOUR_MAX = 8;
/** Over less than this a slope says nothing. */
const SLOPE_JUDGED_MS = 10 * 60_000;
const DESCRIPTORS_GROWTH_MAX = 5;
const GAP_MS_MAX = 2_000;
/** The SFU keeps a participant that lost its connection for 15 s. */
const GONE_WITHIN_MS = 30_000;
const ROOM = 'soak-room';

const stop = new AbortController();
const { signal } = stop;
const gaps: number[] = [];
let lastTagMs: number | null = null;
const sink = createRtmpSink(pino({ level: 'silent' }), (streamName) => {
  if (streamName !== STEADY) return;
  const nowMs = performance.now();
  if (lastTagMs !== null) gaps.push(nowMs - lastTagMs);
  lastTagMs = nowMs;
});
sink.server.listen(0, '127.0.0.1');
await once(sink.server, 'listening');
const sinkPort = (sink.server.address() as AddressInfo).port;
const flapping = await startProxy(sinkPort);
const refusing = await startProxy(sinkPort);
refusing.close();

const heapFolder = await mkdtemp(join(tmpdir(), 'soak-heap-'));
const reporter = fileURLToPath(new URL('report-heap.mjs', import.meta.url));
const watchedEnv = { LOG_LEVEL: 'warn', SOAK_HEAP_DIR: heapFolder, NODE_OPTIONS: `--import=${reporter}` };
const gateway = await startGateway(watchedEnv);
const sfu = await startSfu(watchedEnv);
const counts = { joins: 0, leaves: 0, vanished: 0, deaf: 0, takeovers: 0, resets: 0 };
const workerPids = new Set<number>();

await gateway.put({ programId: PROGRAM, generation: 1 });
let publisher = await publish(1);
await gateway.put({
  programId: PROGRAM,
  generation: 2,
  relays: [
    relay('steady', sinkPort, STEADY),
    relay('flapping', flapping.port, 'flapping-key'),
    relay('refused', refusing.port, 'refused-key'),
  ],
});
await gateway.waitForStatus(PROGRAM, 'the steady destination', ({ relays }) =>
  relays.some(({ relayId, state }) => relayId === 'steady' && state.status === 'live'),
);

const watched = {
  main: new WatchedProcess('gateway', heapFolder),
  worker: new WatchedProcess('program worker', heapFolder),
  sfu: new WatchedProcess('SFU', heapFolder),
};
const room = await openRoom();
const work = [
  repeat(TAKEOVER_EVERY_MS, takeOver),
  repeat(RESET_EVERY_MS, () => {
    flapping.reset();
    counts.resets += 1;
    return Promise.resolve();
  }),
  repeat(GUEST_EVERY_MS, () => room.guest()),
  repeat(SAMPLE_EVERY_MS, sample),
];
await delay(runMs);
stop.abort();
await Promise.all(work);

const status = await gateway.status(PROGRAM);
const steady = status.relays.find(({ relayId }) => relayId === 'steady');
const growth = Object.values(watched).map((one) => one.growth());
const histogram = gapHistogram(gaps);
const gapMsMax = Math.round(gaps.reduce((most, gap) => Math.max(most, gap), 0));
const left = await room.empty();
await publisher.stop();
await gateway.stop();
await sfu.stop();
flapping.close();
sink.server.close();
await rm(heapFolder, { recursive: true, force: true });

const failures = judge();
console.table(growth);
console.table(histogram);
console.log(
  `${values.minutes} min: ${counts.joins} joins, ${counts.leaves} leaves with a goodbye and ${counts.vanished} without, ${counts.takeovers} takeovers, ${counts.resets} resets; steady destination: ${steady?.connects ?? 0} connect, ${gaps.length} pictures, largest gap ${gapMsMax} ms`,
);
for (const failure of failures) console.log(`FAILED: ${failure}`);
if (values.json !== undefined)
  await writeFile(
    values.json,
    `${JSON.stringify({ counts, left, growth, histogram, gapMsMax, failures }, null, 2)}\n`,
  );
process.exit(failures.length === 0 ? 0 : 1);

function judge(): string[] {
  const found: string[] = [];
  if (steady?.connects !== 1) found.push(`the steady destination connected ${steady?.connects ?? 0} times`);
  if (gapMsMax > GAP_MS_MAX) found.push(`the steady destination waited ${gapMsMax} ms for a picture`);
  if (workerPids.size !== 1) found.push(`the program had ${workerPids.size} workers, one after the other`);
  if (counts.deaf > 0) found.push(`${counts.deaf} guests heard nobody`);
  if (left.length > 0) found.push(`the SFU still has who left: ${left.join(', ')}`);
  for (const { process: name, rssMbPerHour, heapMbPerHour, descriptorsFirst, descriptorsLast } of growth) {
    if (runMs >= SLOPE_JUDGED_MS && rssMbPerHour > RSS_MB_PER_HOUR_MAX)
      found.push(`${name} grew by ${rssMbPerHour} MB an hour`);
    if (runMs >= SLOPE_JUDGED_MS && !(heapMbPerHour <= HEAP_MB_PER_HOUR_MAX))
      found.push(`the heap of ${name} grew by ${heapMbPerHour} MB an hour`);
    if (descriptorsLast - descriptorsFirst > DESCRIPTORS_GROWTH_MAX)
      found.push(`${name} went from ${descriptorsFirst} to ${descriptorsLast} descriptors`);
  }
  return found;
}

function relay(relayId: string, port: number, key: string) {
  return { relayId, name: relayId, url: `rtmp://127.0.0.1:${port}/live`, backupUrl: null, key };
}

async function publish(lease: number): Promise<FfmpegPublisher> {
  return publishFromFfmpeg({
    url: `http://127.0.0.1:${gateway.mediaPort}/whip/${PROGRAM}`,
    token: await gateway.token({ aud: 'whip', sub: PROGRAM, lease }),
  });
}

/** Alternates between a planned hand-over (the new one first) and a death (the old one first). */
async function takeOver(): Promise<void> {
  counts.takeovers += 1;
  const lease = counts.takeovers + 1;
  const old = publisher;
  if (counts.takeovers % 2 === 0) await old.stop();
  publisher = await publish(lease);
  if (counts.takeovers % 2 === 0) return;
  await gateway.waitForStatus(
    PROGRAM,
    'the takeover',
    ({ source }) => source.status === 'connected' && source.lease === lease,
  );
  await old.stop();
}

async function sample(): Promise<void> {
  const { worker } = await gateway.status(PROGRAM);
  await watched.main.sample(gateway.pid);
  if (worker !== null) {
    workerPids.add(worker.pid);
    await watched.worker.sample(worker.pid);
  }
  await watched.sfu.sample(sfu.process.pid!);
}

async function openRoom(): Promise<{ guest(): Promise<void>; empty(): Promise<string[]> }> {
  const present = new Set<Participant>();
  const join = async (index: number): Promise<Participant> => {
    const grant = { canPublish: true, canSubscribe: true };
    const token = await sfu.token(`guest-${index}`, grant, ROOM);
    const participant = new Participant({
      wsUrl: sfu.wsUrl,
      token,
      index,
      isPublisher: true,
      onMedia: () => undefined,
    });
    present.add(participant);
    await participant.connected();
    return participant;
  };
  for (let index = 0; index < STEADY_GUESTS; index++) await join(index);
  const timer = setInterval(() => {
    for (const participant of present) if (participant.isConnected) participant.media.tick();
  }, TICK_MS);
  const goOut = (participant: Participant): void => {
    if (!present.delete(participant)) return;
    if (participant.packetsReceived === 0) counts.deaf += 1;
    if ((counts.leaves + counts.vanished) % 2 === 0) {
      counts.leaves += 1;
      participant.leave();
    } else {
      counts.vanished += 1;
      participant.close();
    }
  };
  return {
    async guest() {
      counts.joins += 1;
      const participant = await join(STEADY_GUESTS + counts.joins);
      setTimeout(() => goOut(participant), GUEST_STAYS_MS);
    },
    /** Everybody goes. @returns whom the SFU still has when all must be gone. */
    async empty() {
      clearInterval(timer);
      for (const participant of present) participant.close();
      const service = new RoomServiceClient(sfu.url, API_KEY, API_SECRET);
      let names: string[] = [];
      const look = async (): Promise<boolean> => {
        const rooms = await service.listRooms([ROOM]);
        names = rooms.length === 0 ? [] : (await service.listParticipants(ROOM)).map(({ name }) => name);
        return names.length === 0;
      };
      await waitFor('the room to be empty', look, { timeoutMs: GONE_WITHIN_MS }).catch(() => undefined);
      return names;
    },
  };
}

async function repeat(everyMs: number, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await act();
  }
}
