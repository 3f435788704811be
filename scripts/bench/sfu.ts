import { fork } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startLivekitServer } from '@/e2e/interop/livekit-server';
import { API_KEY, API_SECRET, startSfu } from '@/gateway/sfu/testing/start-sfu';
import { readProcess } from './process-figures';
import type { LoadOrder, LoadReport } from './sfu-load/load-process';

/**
 * `npm run bench:sfu`: what forwarding costs. Rooms where everybody sends HD to everybody, and two speakers before an
 * audience, on our SFU and, with LIVEKIT_SERVER_BIN, the same load on a real LiveKit server in the same run.
 * Options: --seconds 10 --warm-up 4 --only 6+1 --json FILE.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    'warm-up': { type: 'string', default: '4' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});

const ROOMS = [
  { name: '6+1', publishers: 7, receivers: 0 },
  { name: '10+1', publishers: 11, receivers: 0 },
  { name: '2 to 60', publishers: 2, receivers: 60 },
];

interface Server {
  name: string;
  pid: number;
  wsUrl: string;
  apiKey: string;
  apiSecret: string;
  stop(): Promise<unknown>;
}

interface Row {
  room: string;
  server: string;
  inPps: number;
  outPps: number;
  /** Of what should have arrived. */
  deliveredPercent: number;
  cpuPercent: number;
  cpuUsPerPacket: number;
  latencyMsP50: number;
  latencyMsP99: number;
  rssMb: number;
}

const rows: Row[] = [];
for (const room of ROOMS) {
  if (values.only !== undefined && values.only !== room.name) continue;
  for (const start of servers()) {
    const server = await start();
    try {
      const row = await measure(server, room);
      console.log(`${room.name} on ${server.name}: ${row.cpuUsPerPacket} us of CPU per packet`);
      rows.push(row);
    } catch (error) {
      // The other rooms are worth their minute all the same.
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    } finally {
      await server.stop();
    }
  }
}
console.table(rows);
const ratios = ratiosOf(rows);
for (const { room, ratio } of ratios)
  console.log(`${room}: CPU per forwarded packet, ours to LiveKit: ${ratio.toFixed(2)}`);
if (process.env.LIVEKIT_SERVER_BIN === undefined)
  console.log('LiveKit was not measured: LIVEKIT_SERVER_BIN is not set.');
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ rows, ratios }, null, 2)}\n`);

function servers(): (() => Promise<Server>)[] {
  const binary = process.env.LIVEKIT_SERVER_BIN;
  return binary === undefined ? [startOurs] : [startOurs, () => startLivekit(binary)];
}

async function startOurs(): Promise<Server> {
  const sfu = await startSfu({ LOG_LEVEL: 'warn', NODE_ENV: 'production' });
  const { wsUrl, stop } = sfu;
  return { name: 'ours', pid: sfu.process.pid!, wsUrl, apiKey: API_KEY, apiSecret: API_SECRET, stop };
}

async function startLivekit(binary: string): Promise<Server> {
  const { url, apiKey, apiSecret, child, stop } = await startLivekitServer(binary, null);
  return { name: 'LiveKit', pid: child.pid, wsUrl: url, apiKey, apiSecret, stop };
}

async function measure(server: Server, room: (typeof ROOMS)[number]): Promise<Row> {
  const order: LoadOrder = {
    wsUrl: server.wsUrl,
    apiKey: server.apiKey,
    apiSecret: server.apiSecret,
    publishers: room.publishers,
    receivers: room.receivers,
    warmUpMs: Number(values['warm-up']) * 1000,
    measureMs: Number(values.seconds) * 1000,
  };
  const program = fileURLToPath(new URL('./sfu-load/load-process.ts', import.meta.url));
  const child = fork(program, [JSON.stringify(order)], { execArgv: ['--import', 'tsx'] });
  let cpuFromMs = NaN;
  return new Promise<Row>((resolve, reject) => {
    child.on('exit', (code) =>
      reject(new Error(`the load ended with ${code} in room ${room.name} on ${server.name}`)),
    );
    child.on('message', (report: LoadReport) => {
      if (report.type === 'measuring')
        void readProcess(server.pid).then(({ cpuMs }) => (cpuFromMs = cpuMs), reject);
      if (report.type !== 'done') return;
      child.removeAllListeners('exit');
      readProcess(server.pid).then(({ cpuMs, rssMb }) => {
        const cpu = cpuMs - cpuFromMs;
        const seconds = report.measuredMs / 1000;
        resolve({
          room: room.name,
          server: server.name,
          inPps: Math.round(report.packetsIn / seconds),
          outPps: Math.round(report.packetsOut / seconds),
          deliveredPercent: round((100 * report.packetsOut) / report.packetsExpected),
          cpuPercent: round(cpu / seconds / 10),
          cpuUsPerPacket: round((cpu * 1000) / report.packetsOut),
          latencyMsP50: round(report.latencyMsP50),
          latencyMsP99: round(report.latencyMsP99),
          rssMb,
        });
      }, reject);
    });
  });
}

function ratiosOf(all: readonly Row[]): { room: string; ratio: number }[] {
  return ROOMS.flatMap(({ name }) => {
    const ours = all.find(({ room, server }) => room === name && server === 'ours');
    const theirs = all.find(({ room, server }) => room === name && server === 'LiveKit');
    return ours === undefined || theirs === undefined
      ? []
      : [{ room: name, ratio: ours.cpuUsPerPacket / theirs.cpuUsPerPacket }];
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
