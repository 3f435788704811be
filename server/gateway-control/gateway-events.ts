import type { GatewayEvent } from '@/lib/core/contract/gateway-control';
import type { GatewayClient } from './gateway-client';

export interface GatewayEventsOptions {
  client: Pick<GatewayClient, 'openEvents'>;
  logger: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  onEvent(event: GatewayEvent): void;
  /** The stream is there (again): time to repeat every desired state. */
  onConnected(): void;
  onDisconnected(): void;
}

/** Follows the gateway's event stream for as long as the process lives, over every restart of either side. */
export class GatewayEvents {
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;

  constructor(readonly options: GatewayEventsOptions) {
    this.#running = this.#follow();
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async #follow(): Promise<void> {
    const { logger, onDisconnected } = this.options;
    let failures = 0;
    while (!this.#abort.signal.aborted) {
      try {
        await this.#read(() => {
          failures = 0;
        });
      } catch (error) {
        failures += 1;
        if (failures === 1 && !this.#abort.signal.aborted)
          logger.warn({ err: error }, 'lost the gateway, will retry');
      }
      onDisconnected();
      await this.#pause(Math.min(RETRY_MS_MAX, RETRY_MS_FIRST * 2 ** failures));
    }
  }

  async #read(connected: () => void): Promise<void> {
    const response = await this.options.client.openEvents(this.#abort.signal);
    if (!response.ok || !response.body) throw new Error(`the gateway answered ${response.status}`);
    connected();
    this.options.logger.info({}, 'following the gateway');
    this.options.onConnected();
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MESSAGE_CHARS_MAX) throw new Error('an event of the gateway is too long');
      const messages = text.split(/\r?\n\r?\n/);
      text = messages.pop() ?? '';
      for (const message of messages) this.#emit(message);
    }
    throw new Error('the gateway ended the event stream');
  }

  /** WHATWG server-sent events: several `data:` lines are one text; comments and other fields do not concern us. */
  #emit(message: string): void {
    const lines = message.split(/\r?\n/).filter((line) => line.startsWith('data:'));
    if (lines.length === 0) return;
    const json = lines.map((line) => line.slice('data:'.length).trimStart()).join('\n');
    try {
      this.options.onEvent(JSON.parse(json) as GatewayEvent);
    } catch (error) {
      this.options.logger.warn({ err: error }, 'an event of the gateway could not be used');
    }
  }

  #pause(ms: number): Promise<void> {
    if (this.#abort.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#abort.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
}

const RETRY_MS_FIRST = 100;
/** A gateway that restarts is followed again within this time. */
const RETRY_MS_MAX = 1_000;
/** 16 relays of status are near 8 KiB; far beyond that something is wrong. */
const MESSAGE_CHARS_MAX = 1_000_000;
