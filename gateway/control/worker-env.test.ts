import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WORKER_ENV } from './worker-env';

const HELD = 40;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'threads-'));
  execFileSync(
    'mkfifo',
    Array.from({ length: HELD }, (_, index) => join(dir, String(index))),
  );
});

afterAll(() => rm(dir, { recursive: true, force: true }));

/** Opening a pipe that nobody writes to holds a thread, as a name that nobody answers for does. */
const HOLD_THREADS = `
  const { readdirSync, open, stat } = require('node:fs');
  for (const name of readdirSync(process.argv[1])) open(process.argv[1] + '/' + name, 'r', () => undefined);
  stat('/', () => { process.stdout.write('served'); process.kill(process.pid, 'SIGKILL'); });`;

it('[RT12] a worker whose threads are held by forty calls serves the next one at once', async () => {
  const env = { ...process.env, ...WORKER_ENV };
  const stdout = await promisify(execFile)(process.execPath, ['-e', HOLD_THREADS, dir], {
    env,
    timeout: 60_000,
  }).catch((error: { stdout: string }) => error.stdout);
  expect(stdout).toBe('served');
});
