import { WebhookEvent, type ParticipantInfo, type Room, type TrackInfo } from '@livekit/protocol';
import { SignJWT } from 'jose';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Logger } from 'pino';
import { metrics } from './metrics';
import { newSid } from './track-info';

export interface WebhookNews {
  event:
    | 'room_started'
    | 'room_finished'
    | 'participant_joined'
    | 'participant_left'
    /** It was let in and its media never came up. */
    | 'participant_connection_aborted'
    | 'track_published'
    | 'track_unpublished';
  room: Room;
  participant?: ParticipantInfo;
  track?: TrackInfo;
}

export interface WebhookSender {
  /** Returns at once; never fails towards the caller. */
  send(news: WebhookNews): void;
}

/** While the receiver is away; the oldest news are dropped first, for the receiver re-reads the truth when it is back. */
const QUEUE_MAX = 500;
const TRIES_MAX = 4;
const TIMEOUT_MS = 5_000;
const BACKOFF_MS = [250, 1_000, 3_000];

/** Delivers events in order, one at a time, signed as LiveKit does: a JWT with the SHA-256 of the body. */
export class Webhooks implements WebhookSender {
  readonly #options: { url: string | null; apiKey: string; apiSecret: string; logger: Logger };
  readonly #queue: string[] = [];
  readonly #abort = new AbortController();
  #isRunning = false;

  constructor(options: { url: string | null; apiKey: string; apiSecret: string; logger: Logger }) {
    this.#options = options;
  }

  send(news: WebhookNews): void {
    if (this.#options.url === null || this.#abort.signal.aborted) return;
    const event = new WebhookEvent({
      ...news,
      id: newSid('EV'),
      createdAt: BigInt(Math.floor(Date.now() / 1000)),
    });
    if (this.#queue.length >= QUEUE_MAX) {
      this.#queue.shift();
      metrics.webhooks.inc({ result: 'dropped' });
    }
    this.#queue.push(event.toJsonString());
    if (!this.#isRunning) void this.#run(this.#options.url);
  }

  /** Waits for what is queued, but not long. */
  async close(): Promise<void> {
    const deadline = Date.now() + CLOSE_MS_MAX;
    while (this.#isRunning && Date.now() < deadline) await sleep(20, this.#abort.signal);
    this.#abort.abort();
  }

  async #run(url: string): Promise<void> {
    this.#isRunning = true;
    for (let body = this.#queue.shift(); body !== undefined; body = this.#queue.shift()) {
      const result = await this.#deliver(url, body);
      metrics.webhooks.inc({ result });
      if (result === 'failed') this.#options.logger.warn('webhook not delivered');
      if (this.#abort.signal.aborted) break;
    }
    this.#isRunning = false;
  }

  async #deliver(url: string, body: string): Promise<'delivered' | 'failed'> {
    for (let attempt = 0; attempt < TRIES_MAX; attempt++) {
      if (attempt > 0) await sleep(BACKOFF_MS[attempt - 1] ?? 3_000, this.#abort.signal);
      if (this.#abort.signal.aborted) return 'failed';
      try {
        const status = await this.#post(url, body);
        if (status >= 200 && status < 300) return 'delivered';
        // The receiver understood and refused: repeating changes nothing.
        if (status >= 400 && status < 500) return 'failed';
      } catch (error) {
        this.#options.logger.debug(
          { detail: error instanceof Error ? error.message : 'unknown' },
          'webhook attempt failed',
        );
      }
    }
    return 'failed';
  }

  /**
   * The receiver is the web process on this machine, asked by address: a certificate of the operator's names the public
   * host only, so it cannot be checked here. The signature vouches for the body, and nothing in it is secret.
   */
  async #post(url: string, body: string): Promise<number> {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/webhook+json',
        'Content-Length': Buffer.byteLength(body),
        Authorization: await this.#sign(body),
      },
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), this.#abort.signal]),
      rejectUnauthorized: false,
    });
    // `once` tells of an error before the answer; one during an answer that nobody reads must not end the process.
    request.on('error', () => undefined);
    request.end(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode ?? 0;
  }

  async #sign(body: string): Promise<string> {
    const sha256 = createHash('sha256').update(body).digest('base64');
    return new SignJWT({ sha256 })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(this.#options.apiKey)
      .setNotBefore('0s')
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(this.#options.apiSecret));
  }
}

const CLOSE_MS_MAX = 2_000;

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
