import * as z from 'zod';
import type { Logger } from 'pino';
import { readBoundedText } from '@/gateway/net/read-bounded-text';
import type { Ingest } from '@/gateway/program/messages';

/** `maxReaders` in our configuration is 200; an operator may have raised it. */
const READERS_MAX = 10_000;

/** What is read of MediaMTX 1.20's `GET /v3/paths/list`; older servers say `ready` for `online`. */
const pathListSchema = z.object({
  items: z
    .array(
      z.object({
        name: z.string().max(256),
        online: z.boolean().optional(),
        ready: z.boolean().optional(),
        source: z.object({ id: z.string().max(64) }).nullable(),
        readers: z.array(z.unknown()).max(READERS_MAX).optional(),
      }),
    )
    .max(1_000),
});

export interface MediamtxWatchOptions {
  /** `http(s)://host:port`, without a slash at the end. */
  apiUrl: string;
  user: string;
  password: string;
  logger: Logger;
  /** Programs to ask about; none: nothing is asked. */
  programIds(): string[];
  onIngest(programId: string, ingest: Ingest): void;
  onAnswer(isUp: boolean): void;
}

/** A takeover must show within 2 s; a list of some paths costs MediaMTX next to nothing. */
const POLL_MS = 400;
const ANSWER_TIMEOUT_MS = 2_000;
/** 64 programs take 64 KiB; readers make the list longer. */
const LIST_BYTES_MAX = 4 * 1024 * 1024;

/** Asks MediaMTX's API who publishes which program. One list for all programs; an answer at a time. */
export class MediamtxWatch {
  readonly #options: MediamtxWatchOptions;
  readonly #authorization: string;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;
  #isUp: boolean | null = null;

  constructor(options: MediamtxWatchOptions) {
    this.#options = options;
    this.#authorization = `Basic ${Buffer.from(`${options.user}:${options.password}`).toString('base64')}`;
    void this.#poll();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #poll(): Promise<void> {
    const programIds = this.#options.programIds();
    if (programIds.length > 0) {
      const sources = await this.#ask();
      for (const programId of programIds) {
        if (sources === null) this.#options.onIngest(programId, { status: 'unknown' });
        else this.#options.onIngest(programId, sources.get(programId) ?? { status: 'offline' });
      }
    }
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#poll(), POLL_MS);
  }

  /** @returns what is published, by path; null when there is no answer. */
  async #ask(): Promise<Map<string, Ingest> | null> {
    try {
      const response = await fetch(`${this.#options.apiUrl}/v3/paths/list?itemsPerPage=1000`, {
        headers: { authorization: this.#authorization },
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`MediaMTX's API answered ${response.status}`);
      const { items } = pathListSchema.parse(JSON.parse(await readBoundedText(response, LIST_BYTES_MAX)));
      this.#note(true, null);
      return new Map(
        items.flatMap(({ name, online, ready, source, readers = [] }): [string, Ingest][] =>
          (online ?? ready) === true && source !== null
            ? [[name, { status: 'online', sourceId: source.id, readers: readers.length }]]
            : [],
        ),
      );
    } catch (error) {
      this.#note(false, error);
      return null;
    }
  }

  #note(isUp: boolean, error: unknown): void {
    this.#options.onAnswer(isUp);
    if (this.#isUp === isUp) return;
    this.#isUp = isUp;
    if (isUp) this.#options.logger.info('MediaMTX answers');
    else
      this.#options.logger.warn(
        { err: error },
        'MediaMTX does not answer: check MEDIAMTX_API_URL, its user and its password. Programs on air go on',
      );
  }
}
