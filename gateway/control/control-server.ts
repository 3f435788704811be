import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { desiredProgramSchema } from '@/lib/core/contract/gateway-control';
import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';
import { LIMITS } from '@/lib/core/contract/limits';
import {
  bearerToken,
  createBoundedServer,
  readBody,
  sendBody,
  sendEmpty,
  sendError,
  sendJson,
  sendRefusal,
} from '@/gateway/net/http';
import { streamEvents } from './event-stream';
import type { GlobalConfigFacts } from './mediamtx-shapes';
import { globalConfig, pathItem, pathList } from './mediamtx-shapes';
import type { GatewayMetrics } from './metrics';
import type { Programs } from './programs';
import { deleteRecording, sendRecording } from './recordings';

/** The control API of lib/core/contract/gateway-control: loopback only, one token. It takes keys and never returns them. */
export interface ControlServerOptions {
  programs: Programs;
  token: string;
  recordingsDir: string;
  config: GlobalConfigFacts;
  metrics: GatewayMetrics;
  logger: Logger;
}

interface Call {
  options: ControlServerOptions;
  request: IncomingMessage;
  response: ServerResponse;
  /** Captured parts of the path, decoded. */
  params: string[];
  query: URLSearchParams;
}

type Handler = (call: Call) => void | Promise<void>;

const ID = '([A-Za-z0-9_.~-]{1,64})';
const ROUTES: { method: string; path: RegExp; handler: Handler }[] = [
  { method: 'GET', path: /^\/v1\/programs$/, handler: listPrograms },
  { method: 'PUT', path: new RegExp(`^/v1/programs/${ID}$`), handler: putProgram },
  { method: 'GET', path: new RegExp(`^/v1/programs/${ID}$`), handler: getProgram },
  { method: 'DELETE', path: new RegExp(`^/v1/programs/${ID}$`), handler: deleteProgram },
  { method: 'POST', path: new RegExp(`^/v1/programs/${ID}/relays/${ID}/retry$`), handler: retryRelay },
  {
    method: 'GET',
    path: /^\/v1\/events$/,
    handler: ({ options, response }) => streamEvents(options.programs, response),
  },
  { method: 'GET', path: new RegExp(`^/v1/recordings/${ID}$`), handler: getRecording },
  { method: 'HEAD', path: new RegExp(`^/v1/recordings/${ID}$`), handler: getRecording },
  { method: 'DELETE', path: new RegExp(`^/v1/recordings/${ID}$`), handler: removeRecording },
  { method: 'GET', path: /^\/v3\/paths\/list$/, handler: listPaths },
  { method: 'GET', path: new RegExp(`^/v3/paths/get/${ID}$`), handler: getPath },
  { method: 'GET', path: /^\/v3\/config\/global\/get$/, handler: getConfig },
  { method: 'GET', path: /^\/metrics$/, handler: getMetrics },
];

export function createControlServer(options: ControlServerOptions): Server {
  return createBoundedServer((request, response) => route(options, request, response), {
    onRefused: (code) => options.metrics.requestsRefused.inc({ kind: 'control', code }),
    onFailed: (error) => options.logger.error({ err: error }, 'control request failed'),
  });
}

async function route(
  options: ControlServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = '', search = ''] = (request.url ?? '').split('?');
  if (!isAuthorized(request, options.token))
    return sendError(response, 'bad-token', 'The control token is missing or wrong.');
  const found = ROUTES.find((candidate) => candidate.method === request.method && candidate.path.test(path));
  if (found === undefined) return sendError(response, 'not-found', 'There is no such path.');
  const params = found.path.exec(path)?.slice(1) ?? [];
  await found.handler({ options, request, response, params, query: new URLSearchParams(search) });
}

/** Compared as digests: neither length nor content shows in the time it takes. */
function isAuthorized(request: IncomingMessage, token: string): boolean {
  const given = bearerToken(request);
  if (given === null) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function listPrograms({ options, response }: Call): void {
  sendJson(response, 200, { programs: options.programs.list() });
}

async function putProgram({ options, request, response, params }: Call): Promise<void> {
  const body = await readBody(request, LIMITS.controlBodyBytes);
  if (!body.ok) return sendRefusal(response, body.refusal);
  const parsed = parseUntrusted(desiredProgramSchema, parseJson(body.text));
  if (!parsed.success) {
    // Only paths: a message could repeat a value, and a value could be a key.
    const where = parsed.error.issues.map((issue) => issue.path.join('.') || '(body)').join(', ');
    return sendError(response, 'invalid-input', `The desired state is not valid at: ${where.slice(0, 300)}.`);
  }
  const desired = parsed.data;
  if (desired.programId !== params[0])
    return sendError(response, 'invalid-input', 'The programId differs from the path.');
  if (new Set(desired.relays.map((relay) => relay.relayId)).size !== desired.relays.length) {
    return sendError(response, 'invalid-input', 'Two relays have one relayId.');
  }
  const result = await options.programs.put(desired);
  if (result.ok) sendJson(response, 200, result.value);
  else sendRefusal(response, result.error);
}

function getProgram({ options, response, params }: Call): void {
  const status = options.programs.status(params[0] ?? '');
  if (status === null) sendNoProgram(response);
  else sendJson(response, 200, status);
}

async function deleteProgram({ options, response, params }: Call): Promise<void> {
  const programId = params[0] ?? '';
  if (await options.programs.remove(programId)) sendJson(response, 200, { programId });
  else sendNoProgram(response);
}

function retryRelay({ options, response, params }: Call): void {
  const [programId = '', relayId = ''] = params;
  if (options.programs.retry(programId, relayId)) sendEmpty(response, 204);
  else sendError(response, 'not-found', 'There is no such relay.');
}

async function getRecording({ options, request, response, params }: Call): Promise<void> {
  await sendRecording(options.recordingsDir, params[0] ?? '', { request, response });
}

async function removeRecording({ options, response, params }: Call): Promise<void> {
  const recordingId = params[0] ?? '';
  const isRunning = options.programs
    .list()
    .some(({ recording }) => recording?.recordingId === recordingId && recording.status === 'recording');
  if (isRunning) return sendError(response, 'conflict', 'This recording is being written.');
  if (await deleteRecording(options.recordingsDir, recordingId)) sendEmpty(response, 204);
  else sendError(response, 'not-found', 'There is no such recording.');
}

function listPaths({ options, response, query }: Call): void {
  const page = readInteger(query.get('page'), { fallback: 0, min: 0, max: 1_000_000 });
  const itemsPerPage = readInteger(query.get('itemsPerPage'), { fallback: 100, min: 1, max: 1_000 });
  const facts = options.programs
    .list()
    .map((status) => ({ status, inboundBytes: options.programs.inboundBytes(status.programId) }));
  sendJson(response, 200, pathList(facts, page, itemsPerPage));
}

function getPath({ options, response, params }: Call): void {
  const status = options.programs.status(params[0] ?? '');
  // MediaMTX's own error shape: `{ status, error }`.
  if (status === null) sendJson(response, 404, { status: 'error', error: 'path not found' });
  else
    sendJson(
      response,
      200,
      pathItem({ status, inboundBytes: options.programs.inboundBytes(status.programId) }),
    );
}

function getConfig({ options, response }: Call): void {
  sendJson(response, 200, globalConfig(options.config));
}

async function getMetrics({ options, response }: Call): Promise<void> {
  const { registry } = options.metrics;
  sendBody(response, 200, { type: registry.contentType, body: await registry.metrics() });
}

function sendNoProgram(response: ServerResponse): void {
  sendError(response, 'not-found', 'This program is not running.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    /* Not JSON: the schema refuses undefined with the usual answer. */
    return undefined;
  }
}

function readInteger(text: string | null, bounds: { fallback: number; min: number; max: number }): number {
  const value = Number(text ?? bounds.fallback);
  return Number.isInteger(value) ? Math.min(Math.max(value, bounds.min), bounds.max) : bounds.fallback;
}
