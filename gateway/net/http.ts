import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorCode, Refusal } from '@/lib/core/contract/error-codes';
import { ERROR_HTTP_STATUS } from '@/lib/core/contract/error-codes';

/** The few things both HTTP servers of the gateway do: bounded bodies, JSON, refusals with their status. */

/** A body must be complete within this time: SDP is one packet or two. */
const BODY_TIMEOUT_MS = 10_000;

export type BodyResult = { ok: true; text: string } | { ok: false; refusal: Refusal };

/** Reads a body of at most `bytesMax`. A longer one is refused at its first byte too many, or already at its header. */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<BodyResult> {
  const tooLarge: BodyResult = { ok: false, refusal: { code: 'too-large', message: `The body may have at most ${bytesMax} bytes.` } };
  const cutShort: BodyResult = { ok: false, refusal: { code: 'invalid-input', message: 'The body did not arrive whole.' } };
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return Promise.resolve(tooLarge);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    const settle = (result: BodyResult): void => {
      clearTimeout(timer);
      request.pause();
      resolve(result);
    };
    const timer = setTimeout(() => settle(cutShort), BODY_TIMEOUT_MS);
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > bytesMax) settle(tooLarge);
      else parts.push(part);
    });
    request.once('end', () => settle({ ok: true, text: Buffer.concat(parts).toString('utf8') }));
    request.once('error', () => settle(cutShort));
    request.once('close', () => settle(cutShort));
  });
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, 'cache-control': 'no-store' });
  response.end(bytes);
}

/** Sends `{ error: { code, message } }`. After an oversized body the connection is closed: the rest of it is unread. */
export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (refusal.code === 'too-large') response.setHeader('connection', 'close');
  if (refusal.code === 'bad-token') response.setHeader('www-authenticate', 'Bearer');
  sendJson(response, ERROR_HTTP_STATUS[refusal.code], { error: refusal });
}

export function sendError(response: ServerResponse, code: ErrorCode, message: string): void {
  sendRefusal(response, { code, message });
}

export function sendEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

/** The token of `Authorization: Bearer ...`. @returns null when there is none, or one too long to be ours. */
export function bearerToken(request: IncomingMessage): string | null {
  const match = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/i.exec(request.headers.authorization ?? '');
  return match?.[1] ?? null;
}
