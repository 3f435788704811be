import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runFirefoxGuest, runFirefoxProducer, runWhipClients } from './run-clients';
import { runShow, type Combination, type ShowResult } from './run-show';

/**
 * The whole show once for each combination of embedded parts and real servers. Real servers are given by their programs:
 * LIVEKIT_SERVER_BIN (https://github.com/livekit/livekit/releases) and MEDIAMTX_BIN
 * (https://github.com/bluenviron/mediamtx/releases). With TURNSERVER_BIN (coturn) also guests behind a relay. Then other
 * people's clients with the embedded parts: FIREFOX_BIN, and GSTREAMER_PYTHON, a Python that has GStreamer's bindings
 * (Debian: python3-gi, gir1.2-gst-plugins-bad-1.0, gstreamer1.0-plugins-{base,good,bad,ugly}, gstreamer1.0-nice).
 */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const livekit = given('LIVEKIT_SERVER_BIN');
const mediamtx = given('MEDIAMTX_BIN');
const coturn = given('TURNSERVER_BIN');
const firefox = given('FIREFOX_BIN');
const python = given('GSTREAMER_PYTHON');
const CLIENTS = ['firefox-guest', 'firefox-producer', 'whip-clients'];
const cases = [
  {
    name: 'livekit+mediamtx',
    rooms: livekit,
    ingest: mediamtx,
    lacks: lacking({ LIVEKIT_SERVER_BIN: livekit, MEDIAMTX_BIN: mediamtx }),
  },
  { name: 'livekit+embedded', rooms: livekit, ingest: null, lacks: lacking({ LIVEKIT_SERVER_BIN: livekit }) },
  { name: 'embedded+mediamtx', rooms: null, ingest: mediamtx, lacks: lacking({ MEDIAMTX_BIN: mediamtx }) },
  { name: 'embedded+embedded', rooms: null, ingest: null, lacks: [] },
].filter(({ name }) => values.only === undefined || values.only === name);
const clients = CLIENTS.filter((name) => values.only === undefined || values.only === name);
if (cases.length === 0 && clients.length === 0) {
  print(
    `Usage: npm run test:interop -- [--only embedded+embedded|livekit+embedded|embedded+mediamtx|livekit+mediamtx|${CLIENTS.join('|')}]`,
  );
  process.exit(2);
}

print(livekit === null ? 'LiveKit: LIVEKIT_SERVER_BIN is not given.' : `LiveKit: ${versionOf(livekit)}`);
print(coturn === null ? 'coturn: TURNSERVER_BIN is not given.' : `coturn: ${versionOf(coturn)}`);
print(mediamtx === null ? 'MediaMTX: MEDIAMTX_BIN is not given.' : `MediaMTX: ${versionOf(mediamtx)}`);
print(firefox === null ? 'Firefox: FIREFOX_BIN is not given.' : `Firefox: ${versionOf(firefox)}`);
print(python === null ? 'GStreamer: GSTREAMER_PYTHON is not given.' : `GStreamer: with ${versionOf(python)}`);

const lines: string[] = [];
let failures = 0;
for (const { name, rooms, ingest, lacks } of cases) {
  if (lacks.length > 0) {
    lines.push(`${name.padEnd(18)} NOT RUN: ${lacks.join(' and ')} not given`);
    continue;
  }
  print(`\n${name}`);
  const combination: Combination = { livekit: rooms, mediamtx: ingest };
  const startedAtMs = Date.now();
  const result = await runShow(combination, print);
  if (result.failure !== null) failures += 1;
  lines.push(`${name.padEnd(18)} ${summary(result)} (${((Date.now() - startedAtMs) / 1_000).toFixed(0)} s)`);
}
if (livekit !== null) detail('rooms in detail', 'with LiveKit', 'e2e/interop/livekit.ts');
if (coturn !== null) detail('guests by relay', 'with coturn', 'e2e/interop/turn.ts');
else lines.push(`${'guests by relay'.padEnd(18)} NOT RUN: TURNSERVER_BIN not given`);
for (const [name, run] of [
  ['firefox-guest', runFirefoxGuest],
  ['firefox-producer', runFirefoxProducer],
] as const) {
  if (!clients.includes(name)) continue;
  if (firefox === null) lines.push(`${name.padEnd(18)} NOT RUN: FIREFOX_BIN not given`);
  else await runClients(name, () => run(firefox, print));
}
if (clients.includes('whip-clients')) {
  const missing = lacking({ FIREFOX_BIN: firefox, GSTREAMER_PYTHON: python });
  if (missing.length === 2)
    lines.push(`${'whip-clients'.padEnd(18)} NOT RUN: ${missing.join(' and ')} not given`);
  else {
    if (missing.length > 0) lines.push(`${'whip-clients'.padEnd(18)} in part: ${missing.join()} not given`);
    await runClients('whip-clients', () => runWhipClients({ firefox, python }, print));
  }
}
print(`\n${lines.join('\n')}`);
process.exit(failures === 0 ? 0 : 1);

/** A part of its own, which has a program of its own. */
function detail(name: string, server: string, file: string): void {
  if (values.only !== undefined) return;
  print(`\n${name}, ${server}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file], { stdio: 'inherit' });
  if (status !== 0) failures += 1;
  lines.push(`${name.padEnd(18)} ${status === 0 ? 'passed' : 'FAILED'}`);
}

async function runClients(name: string, run: () => Promise<ShowResult>): Promise<void> {
  print(`\n${name}`);
  const result = await run();
  if (result.failure !== null) failures += 1;
  lines.push(`${name.padEnd(18)} ${summary(result)}`);
}

function summary({ passed, failure }: ShowResult): string {
  return failure === null ? `${passed.length} steps passed` : `FAILED at "${failure.step}"`;
}

function given(name: string): string | null {
  const path = process.env[name] ?? '';
  if (path === '') return null;
  if (existsSync(path)) return path;
  print(`${name} names ${path}, which does not exist.`);
  return process.exit(2);
}

function lacking(programs: Record<string, string | null>): string[] {
  return Object.entries(programs)
    .filter(([, path]) => path === null)
    .map(([name]) => name);
}

function versionOf(binary: string): string {
  return execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
}
