import { AccessToken, type VideoGrant } from 'livekit-server-sdk';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endWithParent } from '@/scripts/harness/end-with-parent';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { waitFor as waitUntil } from '../../testing/wait-for';

export const API_KEY = 'test-key';
export const API_SECRET = 'test-secret-of-decent-length-0123456789';

export interface RunningSfu {
  url: string;
  wsUrl: string;
  process: ChildProcess;
  /** What it logged, for the message of a failing test. */
  log(): string;
  token(identity: string, grant?: VideoGrant, room?: string): Promise<string>;
  stop(): Promise<number | null>;
}

/** Starts the real program on private ports, or on SFU_PORT and the next one, and waits until it is healthy. */
export async function startSfu(extra: Record<string, string> = {}): Promise<RunningSfu> {
  const port = extra.SFU_PORT === undefined ? await findFreePorts(2) : Number(extra.SFU_PORT);
  const lines: string[] = [];
  const program = ['--import', 'tsx', 'gateway/sfu/main.ts'];
  const child = spawn(...endWithParent(process.execPath, program, 'TERM'), {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: {
      ...process.env,
      SFU_PORT: String(port),
      SFU_UDP_PORT: String(port + 1),
      LIVEKIT_API_KEY: API_KEY,
      LIVEKIT_API_SECRET: API_SECRET,
      ANNOUNCED_IPS: '127.0.0.1',
      LOG_LEVEL: 'debug',
      ...extra,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const keep = (chunk: Buffer): void => {
    lines.push(chunk.toString());
    if (lines.length > 2_000) lines.shift();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const url = `http://127.0.0.1:${port}`;
  await waitFor('the SFU to be healthy', async () => {
    if (child.exitCode !== null) throw new Error(`SFU ended: ${lines.join('')}`);
    const response = await fetch(`${url}/healthz`).catch(() => null);
    return response?.ok === true;
  });
  return {
    url,
    wsUrl: `ws://127.0.0.1:${port}`,
    process: child,
    log: () => lines.join(''),
    token: (identity, grant = {}, room = 'test-room') => {
      const token = new AccessToken(API_KEY, API_SECRET, {
        identity,
        name: identity.toUpperCase(),
        ttl: '10m',
      });
      token.addGrant({ roomJoin: true, room, ...grant });
      return token.toJwt();
    },
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      return child.exitCode;
    },
  };
}

/** Polls a condition; fails with its name. */
export const waitFor = (
  what: string,
  check: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> => waitUntil(what, check, { timeoutMs });
