import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { MediamtxGate } from './mediamtx-gate';

export interface MediamtxLimiters {
  /** Questions per asking address. */
  questions: RateLimiterMemory;
  /** Refusals per asking address and client behind it, so that one client's guesses do not stop another. */
  refusals: RateLimiterMemory;
}

export interface AnswerDeps {
  /** Null without MEDIAMTX_URL: then nobody has anything to ask. */
  gate: MediamtxGate | null;
  limiters: MediamtxLimiters;
  logger: { info(fields: object, message: string): void };
}

/** A question is a token of 4 KiB and some short fields. */
const BODY_BYTES_MAX = 16 * 1024;
/** The gateway asks the API 150 times a minute, workers retry, and an audience of 200 may come within one. */
const QUESTIONS_PER_MINUTE = 3_000;
/** A studio with an old token tries a few times; whoever is refused more often is guessing. */
const REFUSALS_PER_MINUTE = 60;

export function createMediamtxLimiters(): MediamtxLimiters {
  return {
    questions: new RateLimiterMemory({ points: QUESTIONS_PER_MINUTE, duration: 60 }),
    refusals: new RateLimiterMemory({ points: REFUSALS_PER_MINUTE, duration: 60 }),
  };
}

/** 204 allows, everything else refuses. The body says nothing: MediaMTX would write it into its log. */
export async function answerMediamtx(request: Request, deps: AnswerDeps): Promise<Response> {
  const { gate, limiters, logger } = deps;
  if (gate === null) return refuse(404);
  // Set by create-web-server: the address of the connection, whatever the request claims.
  const asker = request.headers.get('x-forwarded-for') ?? 'unknown';
  if (!(await take(limiters.questions, asker))) return refuse(429);
  const body: unknown = await readJson(request);
  if (body === undefined) return refuse(400);
  const client = `${asker} ${clientOf(body)}`;
  const spent = await limiters.refusals.get(client);
  if (spent !== null && spent.remainingPoints <= 0) return refuse(429);
  const verdict = await gate.judge(body);
  if (verdict.status === 'allowed') return new Response(null, { status: 204 });
  await take(limiters.refusals, client);
  if (verdict.status === 'malformed') return refuse(400);
  logger.info({ action: verdict.action, ip: verdict.ip }, 'refused at MediaMTX');
  return refuse(401);
}

async function readJson(request: Request): Promise<unknown> {
  // create-web-server has refused bodies without a length.
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) return undefined;
  try {
    return JSON.parse(await request.text()) as unknown;
  } catch {
    // Not JSON: not MediaMTX.
    return undefined;
  }
}

function clientOf(body: unknown): string {
  const ip: unknown = typeof body === 'object' && body !== null && 'ip' in body ? body.ip : null;
  return typeof ip === 'string' ? ip.slice(0, 64) : '';
}

async function take(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}

function refuse(status: number): Response {
  return new Response(null, { status });
}
