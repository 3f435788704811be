import type { Page } from '@playwright/test';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { call, isRed, logOf, picture } from '@/gateway/sfu/testing/browser-page';
import { BrowserRooms } from '@/gateway/sfu/testing/browser-room';
import { LossyProxy } from '@/gateway/sfu/testing/lossy-proxy';
import { startSfu, waitFor } from '@/gateway/sfu/testing/start-sfu';
import { startProxy } from '@/gateway/testing/bad-servers';
import { findFreePorts } from '../harness/free-ports';
import { GuestWatch } from './watch-guest';

/**
 * The SFU's part of `npm run test:faults`: a room of two pages with unmodified livekit-client, one of which publishes 720p in
 * three layers and a tone. One fault after another, each with a table row of what the other missed, and for how long.
 * Media goes through a UDP proxy, signalling through a TCP proxy. Options: --seconds 8 (each; caps twice as long)
 * --only WORD --json FILE. Exits 1 when a row is worse than its bound.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '8' }, only: { type: 'string' }, json: { type: 'string' } },
});
const faultMs = Number(values.seconds) * 1_000;
const VIDEO = 'anna-camera';
/** Issue 3 §5 and time to spare for a machine that does other things: what was measured is in docs/benchmarks.md. */
const RECOVERED_MS_MAX = 25_000;
const SETTLE_MS = 3_000;
const WAIT_MS_MAX = 60_000;

interface Fault {
  name: string;
  forMs: number;
  audioLostPercentMax: number;
  /** Undone by what it returns. */
  begin(): Promise<(() => void) | void>;
  /** What must be true of the fault besides, in words when it is not. */
  judge?(): Promise<string | null>;
}

interface Row {
  fault: string;
  audioLostPercent: number;
  longestWaitMs: number;
  settledAfterMs: number;
  width: number;
  /** From the fault's end until the other sees the best layer that is sent; null for never. */
  recoveredAfterMs: number | null;
  verdict: string;
}

const [sfuPort, viaUdpPort] = [await findFreePorts(2), await findFreePorts(1)];
const settings = { SFU_PORT: String(sfuPort), SFU_ANNOUNCED_UDP_PORT: String(viaUdpPort), LOG_LEVEL: 'warn' };
let sfu = await startSfu(settings);
const media = await LossyProxy.start(viaUdpPort, sfuPort + 1);
const signalling = await startProxy(sfuPort);
const rooms = await BrowserRooms.launch();
// The publisher's signalling alone goes through the proxy: it can be cut without the other's.
const anna = await join('anna', `ws://127.0.0.1:${signalling.port}`);
const ben = await join('ben', sfu.wsUrl);
await call(anna, 'publishColour', '#ff0000');
await call(anna, 'publishTone', 440);
await waitFor('red at ben', async () => isRed(await picture(ben, VIDEO)));

const rows: Row[] = [];
for (const fault of faults()) {
  if (values.only !== undefined && !fault.name.includes(values.only)) continue;
  rows.push(await suffer(fault));
}
await rooms.close();
media.close();
signalling.close();
await sfu.stop();

console.table(rows);
const failed = rows.filter(({ verdict }) => verdict !== 'held');
for (const { fault, verdict } of failed) console.log(`FAILED: ${fault}: ${verdict}`);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit(failed.length === 0 ? 0 : 1);

async function join(identity: string, url: string): Promise<Page> {
  const page = await rooms.page();
  await call(page, 'joinRoom', { url, token: await sfu.token(identity) });
  return page;
}

function faults(): Fault[] {
  const untouched = { downLossFraction: 0, upLossFraction: 0, delayMs: 0, downKbps: Infinity };
  const network = (
    name: string,
    set: Partial<typeof untouched>,
    bound: { audioLostPercentMax: number; forMs?: number },
  ): Fault => ({
    name,
    forMs: faultMs,
    ...bound,
    begin() {
      Object.assign(media, set);
      return Promise.resolve(() => void Object.assign(media, untouched));
    },
  });
  return [
    network('none', {}, { audioLostPercentMax: 0.5 }),
    ...[1, 5, 10].map((percent) =>
      network(
        `${percent} % loss on the way down`,
        { downLossFraction: percent / 100 },
        { audioLostPercentMax: percent / 2 },
      ),
    ),
    ...[5, 10].map((percent) =>
      network(
        `${percent} % loss on the way up`,
        { upLossFraction: percent / 100 },
        { audioLostPercentMax: percent / 2 },
      ),
    ),
    ...[20, 200].map((delayMs) =>
      network(`${delayMs} ms more each way`, { delayMs }, { audioLostPercentMax: 1 }),
    ),
    ...[5_000, 1_000, 500, 300].map((downKbps) =>
      network(`downlink of ${downKbps} kbit/s`, { downKbps }, { audioLostPercentMax: 1, forMs: 2 * faultMs }),
    ),
    network(
      // Issue 3 §5: what the room must stand.
      'downlink of 500 kbit/s, 50 ms more each way',
      { downKbps: 500, delayMs: 50 },
      { audioLostPercentMax: 1, forMs: 2 * faultMs },
    ),
    {
      name: "the publisher's signalling is cut",
      forMs: faultMs,
      audioLostPercentMax: 20,
      begin: cutSignalling,
      judge: isBackWithoutLeave,
    },
    {
      name: 'the SFU is killed and started again',
      forMs: 2 * faultMs,
      audioLostPercentMax: 20,
      begin: killSfu,
    },
  ];
}

async function suffer(fault: Fault): Promise<Row> {
  await recover();
  await delay(SETTLE_MS);
  const watch = await GuestWatch.start(ben, VIDEO);
  const undo = await fault.begin();
  await delay(fault.forMs);
  const watched = await watch.end();
  undo?.();
  const recoveredAfterMs = await recover();
  let verdict = (await fault.judge?.()) ?? 'held';
  if (watched.audioLostPercent > fault.audioLostPercentMax)
    verdict = `${watched.audioLostPercent} % of the sound lost, ${fault.audioLostPercentMax} allowed`;
  if (recoveredAfterMs === null || recoveredAfterMs > RECOVERED_MS_MAX)
    verdict = `the best picture was not back after ${recoveredAfterMs ?? WAIT_MS_MAX} ms`;
  const row = { fault: fault.name, ...watched, recoveredAfterMs, verdict };
  console.log(
    `${row.fault}: ${row.audioLostPercent} % of the sound lost, longest wait ${row.longestWaitMs} ms, ` +
      `width ${row.width}, ${recoveredAfterMs} ms to recover, ${verdict}`,
  );
  return row;
}

/** @returns how long it took until the other saw the best that is sent, null when it took too long. */
async function recover(): Promise<number | null> {
  const fromMs = performance.now();
  while (performance.now() - fromMs < WAIT_MS_MAX) {
    const [seen, sentWidth] = [await picture(ben, VIDEO), await anna.evaluate(widestSent)];
    if (seen !== null && isRed(seen) && sentWidth > 0 && seen.width >= sentWidth)
      return Math.round(performance.now() - fromMs);
    await delay(100);
  }
  return null;
}

/** In the page: on a busy computer a browser gives up its largest layer by itself, which is no fault of a network's. */
async function widestSent(): Promise<number> {
  const { room } = window as unknown as {
    room: { engine: { pcManager?: { publisher: { getStats(): Promise<RTCStatsReport> } } } };
  };
  let widest = 0;
  const report = await room.engine.pcManager?.publisher.getStats();
  report?.forEach((stats: RTCOutboundRtpStreamStats & { type: string }) => {
    if (stats.type === 'outbound-rtp' && stats.kind === 'video' && (stats.framesPerSecond ?? 0) > 0)
      widest = Math.max(widest, stats.frameWidth ?? 0);
  });
  return widest;
}

/** As a proxy does that is started again. */
async function cutSignalling(): Promise<void> {
  const countReturns = async (): Promise<number> =>
    (await logOf(anna)).filter((entry) => entry === 'reconnected').length;
  const before = await countReturns();
  signalling.reset();
  await waitFor('the return', async () => (await countReturns()) > before, WAIT_MS_MAX);
}

async function isBackWithoutLeave(): Promise<string | null> {
  const leaves = (await logOf(ben)).filter((entry) => entry === 'participantDisconnected').length;
  return leaves === 0 ? null : `the other was told of ${leaves} leaves`;
}

/** As the supervisor does: the same ports, at once. */
async function killSfu(): Promise<void> {
  sfu.process.kill('SIGKILL');
  await once(sfu.process, 'exit');
  sfu = await startSfu(settings);
}
