import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hashToken } from '../hash-token';
import type { WebMetrics } from '../web-metrics';
import { sendError } from './send-error';

/**
 * `GET /metrics` for whoever has the token: the same as of the gateway's. Coming from this machine is no permission here,
 * because everything that comes through a proxy in front does.
 */
export async function serveMetrics(
  { registry }: Pick<WebMetrics, 'registry'>,
  token: string,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  if (!hasToken(request, token)) return sendError(response, 'bad-token', 'The token is missing or wrong.');
  const text = await registry.metrics();
  response.writeHead(200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' });
  response.end(text);
}

/** Counts an answer by its status, when it is over. */
export function countAnswer(
  { httpRequests }: Pick<WebMetrics, 'httpRequests'>,
  response: ServerResponse,
): void {
  response.once('close', () =>
    httpRequests.inc({ status: response.headersSent ? String(response.statusCode) : 'aborted' }),
  );
}

/** Compared as digests: neither length nor content shows in the time it takes. */
function hasToken({ headers }: IncomingMessage, token: string): boolean {
  const given = /^Bearer (\S{1,4096})$/i.exec(headers.authorization ?? '')?.[1];
  if (given === undefined) return false;
  return timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(hashToken(token)));
}
