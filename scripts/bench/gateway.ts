import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import { H264_LIKE_A_BROWSER, publishFromFfmpeg } from '@/gateway/testing/ffmpeg-publisher';
import { startGateway } from '@/gateway/testing/gateway-process';
import { waitFor } from '@/scripts/harness/wait-for';
import { startMediamtxRecipe } from './gateway-load/mediamtx-recipe';
import { TimedDestinations } from './gateway-load/timed-destinations';
import { readProcess } from './process-figures';

/**
 * `npm run bench:gateway`: what destinations cost. A 1280x720 program of 4 Mbit/s goes through a real gateway to 1..8
 * RTMP servers (in this process) and, with MEDIAMTX_BIN, in the same run through MediaMTX and one ffmpeg that makes AAC
 * and pushes. Latency is per frame: from handing its last RTP packet to the network until its FLV tag has arrived
 * whole. Both systems run for a minute and a half before the first row: V8 compiles what is called often, and a show
 * lasts hours. The sound is a tone; what encoders need for a voice is another matter, so --sound takes one.
 * Options: --max 8 --only 1,3,8 --seconds 8 --warm-up 90 --sound FILE --json FILE.
 */
const { values } = parseArgs({
  options: {
    max: { type: 'string', default: '8' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '8' },
    'warm-up': { type: 'string', default: '90' },
    sound: { type: 'string' },
    json: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const warmUpMs = Number(values['warm-up']) * 1_000;
const counts =
  values.only === undefined
    ? Array.from({ length: Number(values.max) }, (_, index) => index + 1)
    : values.only.split(',').map(Number);

interface Row {
  system: string;
  destinations: number;
  /** Of all processes, percent of one core; then of each, main process first. */
  cpuPercent: number;
  cpuParts: string;
  /** Of all processes, shared pages counted for each: what the target of 130 MB with 3 destinations means. */
  rssMbSum: number;
  pssMbSum: number;
  fps: number;
  latencyMsP50: number;
  latencyMsP95: number;
  gapMsMax: number;
  /** Lost on the way in: the test's own doing on a starved machine, and the cause of large gaps. */
  packetsLost: number;
}

/** Something that carries the program to as many destinations as it is told. */
interface System {
  name: string;
  setDestinations(urls: readonly string[]): Promise<void>;
  pids(): Promise<number[]>;
  packetsLost(): Promise<number>;
  stop(): Promise<void>;
}

const dir = await mkdtemp(join(tmpdir(), 'bench-gateway-'));
const inputPath = join(dir, 'program.mkv');
await promisify(execFile)('ffmpeg', [
  ...[
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=1280x720:rate=30',
    ...(values.sound === undefined
      ? ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000']
      : ['-stream_loop', '-1', '-i', values.sound]),
  ],
  ...[
    '-t',
    '20',
    '-vf',
    'noise=alls=12:allf=t',
    ...H264_LIKE_A_BROWSER,
    '-b:v',
    '4M',
    '-maxrate',
    '4M',
    '-bufsize',
    '2M',
  ],
  ...['-map', '0:v', '-map', '1:a', '-c:a', 'libopus', '-b:a', '128k', '-ac', '2', inputPath],
]);

const destinations = new TimedDestinations();
const sinkPort = await destinations.listen();
const rows: Row[] = [];
const mediamtxBinary = process.env.MEDIAMTX_BIN;
const starts = [startOurs, ...(mediamtxBinary === undefined ? [] : [() => startRecipe(mediamtxBinary)])];
for (const start of starts) {
  const system = await start();
  await setDestinations(system, counts[0] ?? 1);
  await delay(warmUpMs);
  for (const count of counts) rows.push(await measure(system, count));
  await system.stop();
}
destinations.close();
await rm(dir, { recursive: true, force: true });

console.table(rows);
const ratios = ratiosOf(rows);
for (const ratio of ratios)
  console.log(
    `${ratio.destinations} destinations, ours to MediaMTX and ffmpeg: CPU ${ratio.cpu.toFixed(2)}, added latency ${ratio.latency.toFixed(2)}`,
  );
if (mediamtxBinary === undefined) console.log('MediaMTX was not measured: MEDIAMTX_BIN is not set.');
if (values.json !== undefined) {
  const facts = {
    date: new Date().toISOString(),
    node: process.version,
    cores: availableParallelism(),
    secondsPerRow: seconds,
    secondsOfWarmUp: warmUpMs / 1_000,
    sound: values.sound ?? 'tone',
  };
  await writeFile(values.json, `${JSON.stringify({ ...facts, rows, ratios }, null, 2)}\n`);
}
process.exit(0);

async function startOurs(): Promise<System> {
  const gateway = await startGateway();
  await gateway.put({ programId: 'bench', generation: 1 });
  const publisher = await publishFromFfmpeg({
    url: `http://127.0.0.1:${gateway.mediaPort}/whip/bench`,
    token: await gateway.token({ aud: 'whip', sub: 'bench', lease: 1 }),
    inputPath,
    onVideoPacket: (bytes) => destinations.noteSent(bytes),
  });
  await gateway.waitForStatus('bench', 'a source', ({ source }) => source.status === 'connected');
  let generation = 1;
  return {
    name: 'ours',
    async setDestinations(urls) {
      generation += 1;
      const relays = urls.map((url) => {
        const at = url.lastIndexOf('/');
        const key = url.slice(at + 1);
        return { relayId: key, name: key, url: url.slice(0, at), backupUrl: null, key };
      });
      await gateway.put({ programId: 'bench', generation, relays });
    },
    async pids() {
      const { worker } = await gateway.status('bench');
      return [gateway.pid, ...(worker === null ? [] : [worker.pid])];
    },
    packetsLost: async () => lostOf(await gateway.status('bench')),
    async stop() {
      await publisher.stop();
      await gateway.stop();
    },
  };
}

async function startRecipe(binary: string): Promise<System> {
  const recipe = await startMediamtxRecipe(binary);
  const publisher = await publishFromFfmpeg({
    url: recipe.whipUrl,
    token: '',
    inputPath,
    onVideoPacket: (bytes) => destinations.noteSent(bytes),
  });
  return {
    name: 'MediaMTX + ffmpeg',
    setDestinations: (urls) => recipe.pushTo(urls),
    pids: () => Promise.resolve(recipe.pids()),
    packetsLost: () => Promise.resolve(NaN),
    async stop() {
      await publisher.stop();
      await recipe.stop();
    },
  };
}

async function setDestinations(system: System, count: number): Promise<void> {
  const urls = Array.from({ length: count }, (_, index) => `rtmp://127.0.0.1:${sinkPort}/live/d${index}`);
  await system.setDestinations(urls);
  await waitFor(`${count} destinations to receive`, () => destinations.streamCount() === count, {
    timeoutMs: 30_000,
  });
}

async function measure(system: System, count: number): Promise<Row> {
  await setDestinations(system, count);
  // The burst of connecting is over after a second.
  await delay(1_000);
  destinations.startOver();
  const pids = await system.pids();
  const before = await Promise.all(pids.map((pid) => readProcess(pid)));
  const lostBefore = await system.packetsLost();
  const startedMs = performance.now();
  await delay(seconds * 1_000);
  const spanMs = performance.now() - startedMs;
  const after = await Promise.all(pids.map((pid) => readProcess(pid)));
  const arrived = destinations.read();
  const cpu = after.map(({ cpuMs }, index) => ((cpuMs - before[index]!.cpuMs) / spanMs) * 100);
  const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
  return {
    system: system.name,
    destinations: count,
    cpuPercent: round(sum(cpu)),
    cpuParts: cpu.map((part) => round(part)).join(' + '),
    rssMbSum: sum(after.map(({ rssMb }) => rssMb)),
    pssMbSum: sum(after.map(({ pssMb }) => pssMb)),
    fps: round((arrived.frames / count / spanMs) * 1_000),
    latencyMsP50: round(arrived.latencyMsP50),
    latencyMsP95: round(arrived.latencyMsP95),
    gapMsMax: round(arrived.gapMsMax),
    packetsLost: (await system.packetsLost()) - lostBefore,
  };
}

function ratiosOf(all: readonly Row[]): { destinations: number; cpu: number; latency: number }[] {
  return counts.flatMap((count) => {
    const [ours, theirs] = ['ours', 'MediaMTX + ffmpeg'].map((name) =>
      all.find(({ system, destinations: of }) => system === name && of === count),
    );
    if (ours === undefined || theirs === undefined) return [];
    return [
      {
        destinations: count,
        cpu: ours.cpuPercent / theirs.cpuPercent,
        latency: ours.latencyMsP50 / theirs.latencyMsP50,
      },
    ];
  });
}

function lostOf({ source }: ProgramStatus): number {
  return source.status === 'connected' ? source.packetsLost : 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
