import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { SLATE_BYTES_MAX, SLATE_CONTENT_TYPE } from '@/lib/core/contract/slate';
import { LIMITS } from '@/lib/core/contract/limits';
import { parseTrickle } from '@/gateway/core/whip-sdp/trickle';
import {
  bearerToken,
  countRefusal,
  createBoundedServer,
  pathOf,
  readBody,
  readBytes,
  sendBody,
  sendEmpty,
  sendError,
  sendJson,
  sendRefusal,
} from '@/gateway/net/http';
import { verifyMediaToken } from './media-token';
import type { GatewayMetrics } from './metrics';
import type { MediaSession, Programs } from './programs';

/**
 * WHIP (RFC 9725) and WHEP over HTTP: POST an offer, PATCH candidates, DELETE the session. Every request carries the
 * bearer token of exactly this program; there are no cookies, so any origin may ask. The holder of the lease may PUT a
 * slate too.
 */
export interface MediaServerOptions {
  programs: Programs;
  whipTokenSecret: string;
  metrics: GatewayMetrics;
  logger: Logger;
}

/** `/whip/<program>` and `/whip/<program>/<session>`. */
const PATH = /^\/(whip|whep)\/([A-Za-z0-9_.~-]{1,64})(?:\/([0-9a-f-]{36}))?\/?$/;
/** `/whip/<program>/slate/<slate>`. */
const SLATE_PATH = /^\/whip\/([A-Za-z0-9_.~-]{1,64})\/slate\/([A-Za-z0-9_-]{1,64})$/;
const TRICKLE_BYTES_MAX = 16 * 1024;

interface Route {
  audience: 'whip' | 'whep';
  programId: string;
  sessionId: string | null;
  request: IncomingMessage;
  response: ServerResponse;
}

export function createMediaServer(options: MediaServerOptions): Server {
  return createBoundedServer((request, response) => route(options, request, response), {
    onRefused: (code, request) => options.metrics.requestsRefused.inc({ kind: kindOf(request), code }),
    onFailed: (error) => options.logger.error({ err: error }, 'media request failed'),
  });
}

/** Before its path is read, a request is nobody's. */
function kindOf(request: IncomingMessage | null): string {
  return /^\/(whip|whep)\//.exec(request?.url ?? '')?.[1] ?? 'media';
}

async function route(
  options: MediaServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  allowCrossOrigin(response);
  const slate = SLATE_PATH.exec(pathOf(request));
  if (slate !== null) return routeSlate(options, slate, { request, response });
  const match = PATH.exec(pathOf(request));
  if (match === null) return sendError(response, 'not-found', 'There is no such path.');
  const [, kind, programId = '', sessionId = null] = match;
  const at: Route = { audience: kind === 'whep' ? 'whep' : 'whip', programId, sessionId, request, response };
  if (request.method === 'OPTIONS') return sendEmpty(response, 204);
  const handler = HANDLERS[`${request.method} ${sessionId === null ? 'endpoint' : 'session'}`];
  if (handler === undefined) {
    response.setHeader('allow', sessionId === null ? 'POST, OPTIONS' : 'PATCH, DELETE, OPTIONS');
    return sendEmpty(response, 405);
  }
  await handler(options, at);
}

const HANDLERS: Record<string, (options: MediaServerOptions, at: Route) => Promise<void>> = {
  'POST endpoint': openSession,
  'PATCH session': patchSession,
  'DELETE session': deleteSession,
};

async function routeSlate(
  options: MediaServerOptions,
  [, programId = '', slateId = '']: RegExpExecArray,
  { request, response }: Pick<Route, 'request' | 'response'>,
): Promise<void> {
  if (request.method === 'OPTIONS') return sendEmpty(response, 204);
  if (request.method !== 'PUT') {
    response.setHeader('allow', 'PUT, OPTIONS');
    return sendEmpty(response, 405);
  }
  const at: Route = { audience: 'whip', programId, sessionId: null, request, response };
  const claims = await authorize(options, at);
  if (claims === null) return;
  if (!isContentType(request, SLATE_CONTENT_TYPE)) return sendUnsupported(response, SLATE_CONTENT_TYPE);
  const body = await readBytes(request, SLATE_BYTES_MAX);
  if (!body.ok) return refuse(options, at, body.refusal);
  const set = options.programs.setSlate({ programId, slateId, lease: claims.lease ?? 0, bytes: body.bytes });
  if (!set.ok) return refuse(options, at, set.error);
  sendEmpty(response, 204);
}

async function openSession(options: MediaServerOptions, at: Route): Promise<void> {
  const { request, response, programId, audience } = at;
  const claims = await authorize(options, at);
  if (claims === null) return;
  if (!isContentType(request, 'application/sdp')) {
    return sendUnsupported(response, 'application/sdp');
  }
  const body = await readBody(request, LIMITS.sdpBytes);
  if (!body.ok) return refuse(options, at, body.refusal);
  const role = audience === 'whip' ? 'publish' : 'view';
  const opened = await options.programs.openSession({
    programId,
    role,
    lease: claims.lease ?? 0,
    sdp: body.text,
  });
  if (!opened.ok) return refuse(options, at, opened.error);
  const { session, sdp } = opened.value;
  options.metrics.sessionsOpened.inc({ kind: audience });
  const location = `/${audience}/${programId}/${session.sessionId}`;
  const headers = { location, etag: session.etag, 'accept-patch': 'application/trickle-ice-sdpfrag' };
  sendBody(response, 201, { type: 'application/sdp', body: sdp, headers });
}

async function patchSession(options: MediaServerOptions, at: Route): Promise<void> {
  const { request, response } = at;
  const session = await authorizedSession(options, at);
  if (session === null) return;
  if (!isContentType(request, 'application/trickle-ice-sdpfrag')) {
    return sendUnsupported(response, 'application/trickle-ice-sdpfrag');
  }
  const ifMatch = request.headers['if-match'];
  // RFC 9725 §4.3.3: `*` asks for an ICE restart; §4.3.2: any other tag must be this ICE session's.
  if (ifMatch === '*') return refuseRestart(response);
  if (ifMatch !== undefined && ifMatch !== session.etag) return sendEmpty(response, 412);
  const body = await readBody(request, TRICKLE_BYTES_MAX);
  if (!body.ok) return refuse(options, at, body.refusal);
  const trickle = parseTrickle(body.text, TRICKLE_BYTES_MAX);
  if (!trickle.ok)
    return refuse(options, at, { code: 'invalid-input', message: 'The fragment cannot be used.' });
  const isOtherIceSession = trickle.iceUfrag !== null && trickle.iceUfrag !== session.remoteUfrag;
  if (isOtherIceSession) return refuseRestart(response);
  options.programs.trickle(session, trickle.candidates);
  sendEmpty(response, 204);
}

async function deleteSession(options: MediaServerOptions, at: Route): Promise<void> {
  const session = await authorizedSession(options, at);
  if (session === null) return;
  options.programs.closeSession(session);
  sendEmpty(at.response, 200);
}

async function authorizedSession(options: MediaServerOptions, at: Route): Promise<MediaSession | null> {
  if ((await authorize(options, at)) === null) return null;
  const session = options.programs.session(at.sessionId ?? '');
  const role = at.audience === 'whip' ? 'publish' : 'view';
  if (session !== null && session.programId === at.programId && session.role === role) return session;
  sendError(at.response, 'not-found', 'There is no such session.');
  return null;
}

async function authorize(
  options: MediaServerOptions,
  at: Route,
): Promise<{ lease?: number | undefined } | null> {
  const { audience, programId } = at;
  const token = bearerToken(at.request);
  const claims = await verifyMediaToken(token, { secret: options.whipTokenSecret, audience, programId });
  if (claims.ok) return claims.value;
  refuse(options, at, claims.error);
  return null;
}

function refuse(options: MediaServerOptions, at: Route, refusal: Parameters<typeof sendRefusal>[1]): void {
  options.logger.debug({ programId: at.programId, code: refusal.code }, 'media request refused');
  sendRefusal(at.response, refusal);
}

function isContentType(request: IncomingMessage, expected: string): boolean {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() === expected;
}

function sendUnsupported(response: ServerResponse, expected: string): void {
  response.setHeader('accept-post', expected);
  countRefusal(response, 'invalid-input');
  sendJson(response, 415, { error: { code: 'invalid-input', message: `Send ${expected}.` } });
}

/** RFC 9725 §4.3: a session that trickles and does not restart answers 422. libdatachannel cannot restart ICE. */
function refuseRestart(response: ServerResponse): void {
  countRefusal(response, 'invalid-input');
  const message = 'This session cannot restart ICE. Delete it and open a new one.';
  sendJson(response, 422, { error: { code: 'invalid-input', message } });
}

function allowCrossOrigin(response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-methods', 'POST, PUT, PATCH, DELETE, OPTIONS');
  response.setHeader('access-control-allow-headers', 'authorization, content-type, if-match');
  response.setHeader('access-control-expose-headers', 'location, etag, link, accept-patch');
  response.setHeader('access-control-max-age', '86400');
}
