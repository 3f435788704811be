import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { endWithParent } from './end-with-parent';

/**
 * Chromium over bare DevTools protocol. Playwright keeps every page it is attached to visible, so only this can really
 * hide a tab (compositor.md §3). None of the switches that turn off background throttling are set.
 */
export interface RawChromium {
  /** In the front, over the pages before it; in a window of its own it hides none of them. */
  openPage: (url: string, options?: { newWindow?: boolean }) => Promise<RawPage>;
  close: () => Promise<void>;
}

export interface RawPage {
  /** Evaluates an expression in the page and waits for its promise. */
  evaluate: <Result>(expression: string) => Promise<Result>;
  /** Uncaught exceptions and console errors so far. */
  errors: string[];
}

const START_TIMEOUT_MS = 30_000;
const ARGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
  '--autoplay-policy=no-user-gesture-required',
];

export async function launchRawChromium(): Promise<RawChromium> {
  const profile = await mkdtemp(join(tmpdir(), 'raw-chromium-'));
  const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const args = [...ARGS, `--user-data-dir=${profile}`, 'about:blank'];
  const browser = spawn(...endWithParent(executable, args, 'TERM'), { stdio: ['ignore', 'ignore', 'pipe'] });
  const protocol = await connect(await devToolsUrl(browser));
  return {
    openPage: (url, { newWindow = false } = {}) => openPage(protocol, { url, newWindow }),
    close: async () => {
      const gone = new Promise((resolve) => browser.once('exit', resolve));
      browser.kill();
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function devToolsUrl(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(() => reject(new Error(`Chromium did not start: ${printed}`)), START_TIMEOUT_MS);
    browser.stderr?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    });
    browser.once('error', reject);
  });
}

interface Reply {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
}

interface Protocol {
  send: (method: string, params: object, sessionId?: string) => Promise<Record<string, unknown>>;
  onEvent: (listener: (event: Reply) => void) => void;
}

async function connect(url: string): Promise<Protocol> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, (reply: Reply) => void>();
  const listeners: ((event: Reply) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const reply = JSON.parse(data.toString()) as Reply;
    if (reply.id === undefined) for (const listener of listeners) listener(reply);
    else waiting.get(reply.id)?.(reply);
  });
  let lastId = 0;
  return {
    onEvent: (listener) => void listeners.push(listener),
    send: (method, params, sessionId) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result ?? {});
        });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
      }),
  };
}

async function openPage(protocol: Protocol, target: { url: string; newWindow: boolean }): Promise<RawPage> {
  const { targetId } = await protocol.send('Target.createTarget', target);
  const { sessionId } = await protocol.send('Target.attachToTarget', { targetId, flatten: true });
  const session = String(sessionId);
  const errors: string[] = [];
  protocol.onEvent(({ sessionId: from, method, params }) => {
    if (from !== session) return;
    if (method === 'Runtime.exceptionThrown') errors.push(JSON.stringify(params));
    if (method === 'Runtime.consoleAPICalled' && params?.type === 'error')
      errors.push(JSON.stringify(params));
  });
  await protocol.send('Runtime.enable', {}, session);
  return {
    errors,
    evaluate: async <Result>(expression: string) => {
      const options = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
      const { result, exceptionDetails } = await protocol.send('Runtime.evaluate', options, session);
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { value: Result }).value;
    },
  };
}
