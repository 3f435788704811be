import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION, SHOW_NAMESPACE, type CommandReply } from '@/lib/core/contract/realtime';
import type { ControlPorts } from './control-load/server';
import { percentile, readProcess } from './process-figures';

/**
 * `npm run bench:control`: how long a command takes until the last producer has it, beside a bare Socket.IO broadcast of
 * the same size on the same machine in the same run, one command of each in turn. Warmed up: a show lasts hours.
 * Options: --sockets 20,200 --commands 1000 --warm-up 500 --json FILE.
 */
const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '20,200' },
    commands: { type: 'string', default: '1000' },
    'warm-up': { type: 'string', default: '500' },
    json: { type: 'string' },
  },
});
const COMMANDS = Number(values.commands);
const WARM_UP = Number(values['warm-up']);
/** Long enough for a machine that does other things; a lost message ends the bench. */
const ARRIVAL_LIMIT_MS = 30_000;
const TARGET_P95_MS: Record<number, number> = { 20: 50, 200: 100 };
const RATIO_MAX = 1.5;

interface EventsMessage {
  events: { commandId: string | null }[];
  serverNowMs: number;
}

interface Row {
  sockets: number;
  server: string;
  bytes: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

const script = fileURLToPath(new URL('./control-load/server.ts', import.meta.url));
const child = fork(script, { execArgv: ['--import', 'tsx'], stdio: 'inherit' });
const [ports] = (await once(child, 'message')) as [ControlPorts];
const rows: Row[] = [];
const summary: Record<string, number | boolean>[] = [];
try {
  for (const sockets of values.sockets.split(',').map(Number)) await measure(sockets);
} finally {
  child.disconnect();
}
console.table(rows);
console.table(summary);
if (values.json !== undefined)
  await writeFile(values.json, `${JSON.stringify({ rows, summary }, null, 2)}\n`);
process.exit(summary.every(({ met }) => met) ? 0 : 1);

async function measure(sockets: number): Promise<void> {
  const ours = await connectAll(ports.ours, sockets, (index) => ({
    extraHeaders: { cookie: `user=producer-${index}` },
    auth: { protocolVersion: PROTOCOL_VERSION, showId: 'show1', clientId: randomUUID() },
  }));
  // What one real command becomes, so that the bare server sends the same.
  const sample = await sampleOf(ours);
  const bytes = Buffer.byteLength(JSON.stringify(sample));
  const bare = await connectAll(ports.bare, sockets, () => ({ auth: { body: sample } }));
  const servers = { ours: listen(ours), bare: listen(bare) };
  const took = { ours: [] as number[], bare: [] as number[] };
  const pid = child.pid ?? 0;
  const cpuBefore = (await readProcess(pid)).cpuMs;
  for (let index = -WARM_UP; index < COMMANDS; index += 1) {
    for (const name of index % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
      const ms = await servers[name](index);
      if (index >= 0) took[name].push(ms);
    }
  }
  const cpuMs = (await readProcess(pid)).cpuMs - cpuBefore;
  for (const name of ['ours', 'bare'] as const)
    rows.push({ sockets, server: name, bytes, ...figures(took[name]) });
  const p95 = percentile(took.ours, 0.95);
  const ratioP50 = percentile(took.ours, 0.5) / percentile(took.bare, 0.5);
  const ratioP95 = p95 / percentile(took.bare, 0.95);
  summary.push({
    sockets,
    ratioP50: round(ratioP50),
    ratioP95: round(ratioP95),
    serverCpuMsPerPair: round(cpuMs / (COMMANDS + WARM_UP)),
    met: ratioP50 <= RATIO_MAX && ratioP95 <= RATIO_MAX && p95 <= (TARGET_P95_MS[sockets] ?? Infinity),
  });
  for (const socket of [...ours, ...bare]) socket.disconnect();
}

async function connectAll(
  port: number,
  count: number,
  options: (index: number) => object,
): Promise<Socket[]> {
  const opened = Array.from({ length: count }, (_, index) =>
    io(`http://127.0.0.1:${port}${SHOW_NAMESPACE}`, {
      forceNew: true,
      transports: ['websocket'],
      reconnection: false,
      ...options(index),
    }),
  );
  await Promise.all(
    opened.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          socket.once('connect', resolve);
          socket.once('connect_error', reject);
        }),
    ),
  );
  return opened;
}

async function sampleOf([sender]: readonly Socket[]): Promise<EventsMessage> {
  if (!sender) throw new Error('no sockets');
  const seen = new Promise<EventsMessage>((resolve) => sender.once('events', resolve));
  await command(sender, -WARM_UP - 1);
  return seen;
}

/** @returns what gives one command, by the next sender in turn, and resolves with the ms until the last socket had it. */
function listen(sockets: readonly Socket[]): (index: number) => Promise<number> {
  let missing = 0;
  let wanted = '';
  let arrived: (ms: number) => void = () => undefined;
  for (const socket of sockets) {
    socket.on('events', ({ events }: EventsMessage) => {
      if (!events.some(({ commandId }) => commandId === wanted)) return;
      missing -= 1;
      if (missing === 0) arrived(performance.now());
    });
  }
  return async (index) => {
    const sender = sockets[(index + WARM_UP) % sockets.length];
    if (!sender) throw new Error('no sockets');
    wanted = randomUUID();
    missing = sockets.length;
    let timer: NodeJS.Timeout | undefined;
    const all = new Promise<number>((resolve, reject) => {
      arrived = resolve;
      timer = setTimeout(
        () => reject(new Error(`${missing} sockets did not get a command`)),
        ARRIVAL_LIMIT_MS,
      );
    });
    const startMs = performance.now();
    const [endMs, reply] = await Promise.all([all, command(sender, index, wanted)]);
    clearTimeout(timer);
    if (!reply.ok) throw new Error(`a command was refused: ${reply.error.message}`);
    return endMs - startMs;
  };
}

function command(sender: Socket, index: number, commandId: string = randomUUID()): Promise<CommandReply> {
  // Names of one length: every message of a run is of the same size.
  const name = `Name ${String(index + WARM_UP + 1).padStart(6, '0')}`;
  const envelope = { commandId, baseSeq: 0, command: { type: 'scene.rename', sceneId: 'a', name } };
  return new Promise((resolve) => sender.emit('command', envelope, resolve));
}

function figures(ms: readonly number[]) {
  const at = (fraction: number) => round(percentile(ms, fraction));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: round(Math.max(...ms)) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
