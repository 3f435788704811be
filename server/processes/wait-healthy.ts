import http from 'node:http';
import https from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { isListening } from './is-listening';

const POLL_MS = 40;
const ANSWER_TIMEOUT_MS = 2_000;

/** Resolves when `GET <url>` answers 200. Certificates are not checked: it is our own child on loopback. */
export async function waitHealthy(url: string, signal: AbortSignal, withinMs = 60_000): Promise<void> {
  const deadline = AbortSignal.timeout(withinMs);
  while (!(await answersOk(url))) {
    signal.throwIfAborted();
    if (deadline.aborted) throw new Error(`${url} did not answer within ${withinMs / 1_000} s`);
    await delay(POLL_MS);
  }
}

export async function answersOk(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  if (!(await isListening(hostname.replace(/[[\]]/g, ''), Number(port)))) return false;
  const client = url.startsWith('https:') ? https : http;
  return new Promise((resolve) => {
    const request = client.get(
      url,
      { rejectUnauthorized: false, agent: false, timeout: ANSWER_TIMEOUT_MS },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}
