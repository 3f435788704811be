import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { SignJWT } from 'jose';
import type { Logger } from 'pino';
import { LIMITS } from '@/lib/core/contract/limits';
import { parseAnswer } from '@/gateway/core/whep-client/parse-answer';
import type { Answer } from '@/gateway/core/whep-client/parse-answer';
import { writeWhepOffer } from '@/gateway/core/whep-client/write-offer';
import { CallingPipe } from '@/gateway/net/media-pipe';
import { readBoundedText } from '@/gateway/net/read-bounded-text';
import type { Ingest, PullSettings } from './messages';

/** A session that MediaMTX opened for us, about to connect. */
export interface PulledSession {
  sessionId: string;
  pipe: CallingPipe;
  answer: Answer;
}

export interface ProgramPullOptions extends PullSettings {
  programId: string;
  logger: Logger;
  /** Takes over the pipe and opens it. Whoever holds it calls `noteClosed` once it is closed. */
  onSession(session: PulledSession): Promise<unknown>;
}

/** MediaMTX answers an offer within milliseconds; it delays refusals up to 4 s. */
const ANSWER_TIMEOUT_MS = 6_000;
/** A takeover must show within 2 s, so the first tries come fast. */
const RETRY_MS = { first: 150, max: 2_000 } as const;
const TOKEN_TTL = '60s';
/** A session that ends sooner was no success: the next waits as after a refusal. */
const SOUND_AFTER_MS = 2_000;

/** An answer of the API that was under way when a session opened may still name the publisher before. */
const STALE_ANSWERS = 1;

interface Session {
  sessionId: string;
  /** Whom we fetch; null until the API said it after we asked. */
  sourceId: string | null;
  answersSeen: number;
  openedAtMs: number;
}

/**
 * Fetches one program from MediaMTX by WHEP, and again whenever its publisher there changes or the session is lost. What
 * MediaMTX's API says decides when; while the API is silent every try is as good as another.
 */
export class ProgramPull {
  readonly #options: ProgramPullOptions;
  readonly #secret: Uint8Array;
  readonly #abort = new AbortController();
  #ingest: Ingest = { status: 'unknown' };
  /** The newest; those before it live until the source has taken it over. */
  #session: Session | null = null;
  /** Of the sessions that are not closed, by their ids: the newest and at most two before it. */
  readonly #locations = new Map<string, string>();
  #isConnecting = false;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;

  constructor(options: ProgramPullOptions) {
    this.#options = options;
    this.#secret = new TextEncoder().encode(options.tokenSecret);
    this.#next();
  }

  /** What MediaMTX's API says about the path now. */
  noteIngest(ingest: Ingest): void {
    const before = this.#ingest;
    this.#ingest = ingest;
    if (ingest.status !== 'online') return;
    if (this.#session !== null) {
      if (this.#session.answersSeen >= STALE_ANSWERS) this.#session.sourceId ??= ingest.sourceId;
      this.#session.answersSeen += 1;
    }
    const isNews = before.status !== 'online' || before.sourceId !== ingest.sourceId;
    if (isNews) this.#failures = 0;
    // The same answer again does not shorten the wait after a refusal.
    if (isNews || this.#retry === null) this.#next();
  }

  noteClosed(sessionId: string): void {
    this.#forget(this.#locations.get(sessionId) ?? null);
    this.#locations.delete(sessionId);
    if (this.#session?.sessionId !== sessionId) return;
    const livedMs = performance.now() - this.#session.openedAtMs;
    this.#session = null;
    if (livedMs < SOUND_AFTER_MS) return this.#wait();
    this.#failures = 0;
    this.#next();
  }

  close(): void {
    this.#abort.abort();
    if (this.#retry !== null) clearTimeout(this.#retry);
    for (const location of this.#locations.values()) this.#forget(location);
    this.#locations.clear();
    this.#session = null;
  }

  /** Connects when there is something to fetch that we do not have. */
  #next(): void {
    if (this.#abort.signal.aborted || this.#isConnecting || !this.#isWanted()) return;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.#isConnecting = true;
    void this.#connect();
  }

  #isWanted(): boolean {
    if (this.#ingest.status === 'offline') return false;
    if (this.#session === null) return true;
    const { sourceId } = this.#session;
    return this.#ingest.status === 'online' && sourceId !== null && sourceId !== this.#ingest.sourceId;
  }

  async #connect(): Promise<void> {
    const sessionId = randomUUID();
    const pipe = new CallingPipe(sessionId);
    try {
      const { answer, location } = await this.#exchange(writeWhepOffer(await pipe.offer()));
      if (this.#abort.signal.aborted) {
        this.#forget(location);
        return pipe.close('program-ended');
      }
      if (location !== null) this.#locations.set(sessionId, location);
      this.#session = { sessionId, sourceId: null, answersSeen: 0, openedAtMs: performance.now() };
      await this.#options.onSession({ sessionId, pipe, answer });
      this.#isConnecting = false;
      this.#next();
    } catch (error) {
      pipe.close('pull-failed');
      if (this.#session?.sessionId === sessionId) this.#session = null;
      this.#isConnecting = false;
      // While nobody publishes a 404 is the rule, not news.
      const level = this.#ingest.status === 'online' && this.#failures === 2 ? 'warn' : 'debug';
      this.#options.logger[level]({ err: error }, 'MediaMTX did not give us the program');
      this.#wait();
    }
  }

  #wait(): void {
    if (this.#abort.signal.aborted || this.#isConnecting) return;
    this.#failures += 1;
    const delayMs = Math.min(RETRY_MS.max, RETRY_MS.first * 2 ** Math.min(this.#failures - 1, 8));
    if (this.#retry !== null) clearTimeout(this.#retry);
    // Up to a half less: workers that lost one server do not come back in step.
    this.#retry = setTimeout(
      () => {
        this.#retry = null;
        this.#next();
      },
      delayMs * (1 - Math.random() / 2),
    );
  }

  async #exchange(offer: string): Promise<{ answer: Answer; location: string | null }> {
    const { whepUrl } = this.#options;
    const response = await fetch(whepUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${await this.#token()}`, 'content-type': 'application/sdp' },
      body: offer,
      redirect: 'error',
      signal: AbortSignal.any([this.#abort.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
    });
    const text = await readBoundedText(response, LIMITS.sdpBytes);
    if (response.status !== 201)
      throw new Error(`MediaMTX answered ${response.status}: ${text.slice(0, 200)}`);
    const location = locationOf(response, whepUrl);
    const parsed = parseAnswer(text, LIMITS.sdpBytes);
    if (parsed.ok) return { answer: parsed.answer, location };
    this.#forget(location);
    throw new Error(`the answer of MediaMTX cannot be used: ${parsed.reason}`);
  }

  /** MediaMTX drops silent sessions by itself after some seconds: a failure here costs nothing. */
  #forget(location: string | null): void {
    if (location === null) return;
    fetch(location, {
      method: 'DELETE',
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    }).catch((error: unknown) =>
      this.#options.logger.debug({ err: error }, 'session at MediaMTX not deleted'),
    );
  }

  /** As the web process signs them for viewers; the web process checks it when MediaMTX asks. */
  #token(): Promise<string> {
    return new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('whep')
      .setSubject(this.#options.programId)
      .setExpirationTime(TOKEN_TTL)
      .sign(this.#secret);
  }
}

/** @returns null unless it is on the server that we asked: nothing else is told to delete anything. */
function locationOf(response: Response, whepUrl: string): string | null {
  const header = response.headers.get('location');
  if (header === null || !URL.canParse(header, whepUrl)) return null;
  const location = new URL(header, whepUrl);
  return location.origin === new URL(whepUrl).origin ? location.href : null;
}
