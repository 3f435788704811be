import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { z } from 'zod';
import { NAME_HELPER } from './browsers';
import { startChild } from './child';
import { waitFor } from './wait-for';

/** A headless Firefox with a camera and a microphone of its own making, driven by WebDriver BiDi (w3c.github.io/webdriver-bidi). */
export interface Firefox {
  goto(url: string): Promise<void>;
  /** One page: its functions come back as JSON. @param body - of an async function, as text. */
  run<T>(body: string): Promise<T>;
  /** Runs `body` until it returns what is not false, null or undefined. */
  until<T>(what: string, body: string): Promise<T>;
  /** What the page wrote to its console as an error, and what it threw. */
  errors: string[];
  close(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const STEP_TIMEOUT_MS = 60_000;
const CALL_TIMEOUT_MS = 60_000;

/** Of its own microphone. */
export const FIREFOX_TONE_HZ = 880;

/** A picture that changes its colour, and a tone: Firefox's own stand-ins for devices. */
const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.navigator.audio.fake_frequency': FIREFOX_TONE_HZ,
  // Its own stand-in for loudspeakers: without any no AudioContext of a page ever runs.
  'media.cubeb.force_mock_context': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // Candidates on the loopback interface, by address: nothing answers names of mDNS here.
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  // It talks to nobody but the pages under test.
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.url': 'data:,',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
} as const;

const replySchema = z.object({
  id: z.number().optional(),
  type: z.string().optional(),
  method: z.string().optional(),
  result: z.unknown().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  params: z.unknown().optional(),
});
const treeSchema = z.object({ contexts: z.array(z.object({ context: z.string() })).min(1) });
const evaluatedSchema = z.union([
  z.object({ type: z.literal('success'), result: z.object({ value: z.string().optional() }) }),
  z.object({ type: z.literal('exception'), exceptionDetails: z.object({ text: z.string() }) }),
]);
const logSchema = z.object({ level: z.string(), text: z.string().nullable() });

/**
 * @param binary - e.g. `/usr/bin/firefox-esr`. H.264 needs its OpenH264 plugin, which it downloads; the environment
 * variable MOZ_GMP_PATH names a folder with one.
 */
export async function launchFirefox(binary: string): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), 'firefox-'));
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const child = startChild(
    binary,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'],
    { env: { ...process.env, HOME: profile } },
  );
  const stop = async (): Promise<void> => {
    await child.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const endpoint = await waitFor(
      'Firefox to listen',
      () => {
        if (child.exited()) throw new Error(child.output().slice(-2_000));
        return /WebDriver BiDi listening on (ws:\S+)/.exec(child.output())?.[1];
      },
      { timeoutMs: START_TIMEOUT_MS },
    );
    return await connect(`${endpoint}/session`, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function connect(endpoint: string, stop: () => Promise<void>): Promise<Firefox> {
  const socket = new WebSocket(endpoint);
  await once(socket, 'open');
  const errors: string[] = [];
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let calls = 0;
  socket.on('message', (data: Buffer) => {
    const reply = replySchema.parse(JSON.parse(data.toString()));
    if (reply.method === 'log.entryAdded') {
      const entry = logSchema.safeParse(reply.params);
      if (entry.success && entry.data.level === 'error') errors.push(entry.data.text ?? '');
    }
    const call = reply.id === undefined ? undefined : waiting.get(reply.id);
    if (call === undefined || reply.id === undefined) return;
    waiting.delete(reply.id);
    if (reply.type === 'error') call.reject(new Error(`${reply.error}: ${reply.message}`));
    else call.resolve(reply.result);
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox is gone'));
    waiting.clear();
  });
  const call = (method: string, params: object): Promise<unknown> => {
    const id = (calls += 1);
    const answered = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
    socket.send(JSON.stringify({ id, method, params }));
    const timer = setTimeout(
      () => waiting.get(id)?.reject(new Error(`${method} took too long`)),
      CALL_TIMEOUT_MS,
    );
    return answered.finally(() => clearTimeout(timer));
  };

  await call('session.new', { capabilities: {} });
  await call('session.subscribe', { events: ['log.entryAdded'] });
  const context = treeSchema.parse(await call('browsingContext.getTree', {})).contexts[0]?.context;
  const run = async <T>(body: string): Promise<T> => {
    const evaluated = evaluatedSchema.parse(
      await call('script.evaluate', {
        expression: `${NAME_HELPER} (async () => JSON.stringify((await (async () => { ${body} })()) ?? null))()`,
        target: { context },
        awaitPromise: true,
        userActivation: true,
      }),
    );
    if (evaluated.type === 'exception') throw new Error(evaluated.exceptionDetails.text);
    return JSON.parse(evaluated.result.value ?? 'null') as T;
  };
  return {
    errors,
    run,
    until: <T>(what: string, body: string) =>
      waitFor<T>(what, () => run<T | null>(body), { timeoutMs: STEP_TIMEOUT_MS, everyMs: 200 }),
    async goto(url) {
      await call('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async close() {
      socket.close();
      await stop();
    },
  };
}
