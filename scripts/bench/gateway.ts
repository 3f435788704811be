import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import pino from 'pino';
import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import { accessUnitOf } from '@/gateway/core/h264/avcc';
import { H264Depacketizer } from '@/gateway/core/h264/depacketizer';
import { isRtcp, parseRtp } from '@/gateway/core/rtp/packet';
import { createRtmpSink } from '@/gateway/rtmp-sink/rtmp-sink';
import { H264_LIKE_A_BROWSER, publishFromFfmpeg } from '@/gateway/testing/ffmpeg-publisher';
import { startGateway } from '@/gateway/testing/gateway-process';
import { percentile, readProcess } from './process-figures';

/**
 * `npm run bench:gateway`: what destinations cost. A 1280x720 program of 4 Mbit/s goes through a real gateway to 1..8
 * RTMP servers (in this process). Latency is per frame: from handing its last RTP packet to the network until its FLV
 * tag has arrived whole at the server. Options: --max 8 --seconds 8 --json FILE.
 */
const { values } = parseArgs({
  options: {
    max: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '8' },
    json: { type: 'string' },
  },
});
const destinationsMax = Number(values.max);
const seconds = Number(values.seconds);

interface Row {
  destinations: number;
  workerCpuPercent: number;
  mainCpuPercent: number;
  /** Of both processes, shared pages counted twice: what the target of 130 MB with 3 destinations means. */
  rssMbSum: number;
  workerRssMb: number;
  mainRssMb: number;
  workerPssMb: number;
  mainPssMb: number;
  fps: number;
  outMbps: number;
  latencyMsP50: number;
  latencyMsP95: number;
  gapMsMax: number;
  /** Lost on the way to the gateway: the test's own doing on a starved machine, and the cause of large gaps. */
  packetsLost: number;
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
    '-f',
    'lavfi',
    '-i',
    'sine=frequency=440:sample_rate=48000',
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
  ...['-c:a', 'libopus', '-b:a', '128k', '-ac', '2', inputPath],
]);

const sentAtMs = new Map<string, number>();
let latenciesMs: number[] = [];
let gapsMs: number[] = [];
const lastTagMs = new Map<string, number>();
const digest = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('base64');
const sink = createRtmpSink(pino({ level: 'silent' }), (streamName, tag) => {
  const nowMs = performance.now();
  const sent = sentAtMs.get(digest(tag.subarray(5)));
  if (sent !== undefined) latenciesMs.push(nowMs - sent);
  gapsMs.push(nowMs - (lastTagMs.get(streamName) ?? nowMs));
  lastTagMs.set(streamName, nowMs);
});
sink.server.listen(0, '127.0.0.1');
await once(sink.server, 'listening');
const address = sink.server.address();
const sinkPort = typeof address === 'object' && address !== null ? address.port : 0;

const gateway = await startGateway();
await gateway.put({ programId: 'bench', generation: 1 });
const depacketizer = new H264Depacketizer();
const publisher = await publishFromFfmpeg({
  url: `http://127.0.0.1:${gateway.mediaPort}/whip/bench`,
  token: await gateway.token({ aud: 'whip', sub: 'bench', lease: 1 }),
  inputPath,
  onVideoPacket: noteSent,
});
await gateway.waitForStatus('bench', 'a source', ({ source }) => source.status === 'connected');

const rows: Row[] = [];
for (let destinations = 1; destinations <= destinationsMax; destinations += 1)
  rows.push(await measure(destinations));
await publisher.stop();
await gateway.stop();
sink.server.close();
await rm(dir, { recursive: true, force: true });

console.table(rows);
if (values.json !== undefined) {
  const facts = {
    date: new Date().toISOString(),
    node: process.version,
    cores: availableParallelism(),
    secondsPerRow: seconds,
  };
  await writeFile(values.json, `${JSON.stringify({ ...facts, rows }, null, 2)}\n`);
}
process.exit(0);

async function measure(destinations: number): Promise<Row> {
  const relays = Array.from({ length: destinations }, (_, index) => ({
    relayId: `d${index}`,
    name: `d${index}`,
    url: `rtmp://127.0.0.1:${sinkPort}/live`,
    backupUrl: null,
    key: `d${index}`,
  }));
  await gateway.put({ programId: 'bench', generation: destinations + 1, relays });
  const { worker } = await gateway.waitForStatus(
    'bench',
    `${destinations} live`,
    (status) =>
      status.relays.length === destinations && status.relays.every(({ state }) => state.status === 'live'),
  );
  // The burst of connecting is over after a second.
  await delay(1_000);
  latenciesMs = [];
  gapsMs = [];
  const before = {
    main: await readProcess(gateway.pid),
    worker: await readProcess(worker?.pid ?? 0),
    status: await gateway.status('bench'),
  };
  const startedMs = performance.now();
  await delay(seconds * 1_000);
  const spanMs = performance.now() - startedMs;
  const after = {
    main: await readProcess(gateway.pid),
    worker: await readProcess(worker?.pid ?? 0),
    status: await gateway.status('bench'),
  };
  const bytes = (status: typeof after.status): number =>
    status.relays.reduce((sum, relay) => sum + relay.bytesSent, 0);
  const percent = (from: { cpuMs: number }, to: { cpuMs: number }): number =>
    round(((to.cpuMs - from.cpuMs) / spanMs) * 100);
  return {
    destinations,
    workerCpuPercent: percent(before.worker, after.worker),
    mainCpuPercent: percent(before.main, after.main),
    rssMbSum: after.worker.rssMb + after.main.rssMb,
    workerRssMb: after.worker.rssMb,
    mainRssMb: after.main.rssMb,
    workerPssMb: after.worker.pssMb,
    mainPssMb: after.main.pssMb,
    fps: round((gapsMs.length / destinations / spanMs) * 1_000),
    outMbps: round(((bytes(after.status) - bytes(before.status)) * 8) / spanMs / 1_000),
    latencyMsP50: round(percentile(latenciesMs, 0.5)),
    latencyMsP95: round(percentile(latenciesMs, 0.95)),
    gapMsMax: round(Math.max(...gapsMs)),
    packetsLost: lostOf(after.status) - lostOf(before.status),
  };
}

function noteSent(bytes: Buffer): void {
  if (isRtcp(bytes)) return;
  const header = parseRtp(bytes);
  if (typeof header === 'string') return;
  const payload = Buffer.from(
    bytes.subarray(header.payloadOffset, header.payloadOffset + header.payloadLength),
  );
  for (const frame of depacketizer.push({ timestamp: header.timestamp, marker: header.marker, payload })) {
    sentAtMs.set(digest(accessUnitOf(frame.nals)), performance.now());
  }
}

function lostOf({ source }: ProgramStatus): number {
  return source.status === 'connected' ? source.packetsLost : 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
