import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseEnv } from '../env';
import { createLog } from '../log';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { findPortProblems } from './port-owner';
import type { ProcessSpec } from './process-keeper';
import { portNeeds } from './process-table';
import { Supervision } from './supervision';
import { answersOk, waitHealthy } from './wait-healthy';

/** A real child: health on a port, and a line in a file when it starts and when it is told to stop. */
const CHILD = `
import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
const [name, port, diary, mode] = process.argv.slice(2);
if (mode === 'broken') { console.error('Error: no such setting'); process.exit(3); }
appendFileSync(diary, 'start ' + name + '\\n');
createServer((request, response) => response.end(String(process.pid))).listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => {
  if (mode === 'deaf') return;
  appendFileSync(diary, 'stop ' + name + '\\n');
  process.exit(0);
});
`;

let folder: string;
let supervision: Supervision;
const lines: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sb-supervision-'));
  await writeFile(path.join(folder, 'child.mjs'), CHILD);
  const { logger } = createLog({ level: 'silent', name: 'test' });
  supervision = new Supervision({
    logger,
    onLine: (_name, line) => lines.push(line),
    nowMs: () => performance.now(),
  });
});
afterEach(async () => {
  await supervision.stop();
  await rm(folder, { recursive: true });
});

const diary = async () => (await readFile(path.join(folder, 'diary'), 'utf8')).trim().split('\n');

async function child(name: string, mode = 'good'): Promise<ProcessSpec & { url: string }> {
  const port = await findFreePorts(1);
  const url = `http://127.0.0.1:${port}/healthz`;
  return {
    url,
    name,
    program: process.execPath,
    args: [path.join(folder, 'child.mjs'), name, String(port), path.join(folder, 'diary'), mode],
    env: { PATH: process.env.PATH },
    stopSignal: 'SIGTERM',
    whenReady: (signal) => waitHealthy(url, signal),
    hasIpc: true,
  };
}

describe('Supervision', () => {
  it('starts stage by stage and stops one by one in reverse', async () => {
    const [a, b, c] = [await child('a'), await child('b'), await child('c')];
    await supervision.start([{ specs: [a] }, { specs: [b] }, { specs: [c] }]);
    await supervision.stop();
    expect(await diary()).toEqual(['start a', 'start b', 'start c', 'stop c', 'stop b', 'stop a']);
  });

  it('starts a killed child again, alone', async () => {
    const [a, b] = [await child('a'), await child('b')];
    await supervision.start([{ specs: [a, b] }]);
    const before = { a: supervision.find('a')?.pid ?? 0, b: supervision.find('b')?.pid };
    process.kill(before.a, 'SIGKILL');
    await vi.waitFor(
      async () => {
        expect(supervision.find('a')?.status).toBe('running');
        expect(supervision.find('a')?.pid).not.toBe(before.a);
        expect(await answersOk(a.url)).toBe(true);
      },
      { timeout: 10_000 },
    );
    expect(supervision.find('b')?.pid).toBe(before.b);
  });

  it('gives up on a program that never comes up, with its own last words', async () => {
    await expect(supervision.start([{ specs: [await child('a', 'broken')] }])).rejects.toThrow(
      'a does not start: Error: no such setting',
    );
  });

  it('can be stopped twice', async () => {
    await supervision.start([{ specs: [await child('a')] }]);
    await Promise.all([supervision.stop(), supervision.stop()]);
    expect(await diary()).toEqual(['start a', 'stop a']);
  });
});

describe('findPortProblems', () => {
  it('names the process that has the port and the setting that moves it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await vi.waitFor(() => expect(server.listening).toBe(true));
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const free = await findFreePorts(1);
    const need = { protocol: 'tcp', host: '127.0.0.1', part: 'web', setting: 'PORT' } as const;
    const problems = await findPortProblems([
      { ...need, port },
      { ...need, port: free },
    ]);
    expect(problems).toEqual([
      expect.stringMatching(
        new RegExp(`^TCP port ${port} \\(web\\) is taken by ".+" \\(process ${process.pid}\\)\\..*set PORT`),
      ),
    ]);
    server.close();
  });

  it('says what to do about an address that this machine does not have', async () => {
    const parsed = parseEnv({ SFU_HOST: '203.0.113.9', SFU_PORT: String(await findFreePorts(1)) });
    if (!parsed.ok) throw new Error(parsed.mistakes.join());
    const need = portNeeds(parsed.env).filter(({ part }) => part === 'rooms');
    expect(await findPortProblems(need)).toEqual([
      expect.stringContaining('no address 203.0.113.9. Change SFU_HOST.'),
    ]);
  });
});
