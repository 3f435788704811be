import { DisconnectReason } from '@livekit/protocol';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { iceServersFor, type TurnConfig } from './ice-servers';
import { metrics } from './metrics';
import { TICK_MS } from './media-peer';
import { Room } from './room';
import type { WebhookSender } from './webhooks';

/** LiveKit's defaults: a room made ahead of time waits 5 minutes, one that was left 20 s. */
const EMPTY_TIMEOUT_S = 300;
const DEPARTURE_TIMEOUT_S = 20;
/** One machine serves a handful of shows; a thousand rooms is an attack with a leaked key. */
const ROOMS_MAX = 1_000;

/** All rooms of the process and the one timer that drives them. */
export class RoomRegistry {
  readonly #rooms = new Map<string, Room>();
  readonly #logger: Logger;
  readonly #webhooks: WebhookSender;
  readonly #turn: TurnConfig;
  readonly #timer: NodeJS.Timeout;

  constructor(logger: Logger, webhooks: WebhookSender, turn: TurnConfig) {
    this.#turn = turn;
    this.#logger = logger;
    this.#webhooks = webhooks;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  get(name: string): Room | undefined {
    return this.#rooms.get(name);
  }

  all(): Room[] {
    return [...this.#rooms.values()];
  }

  /** @returns null when there are too many rooms. */
  getOrCreate(
    name: string,
    options: {
      emptyTimeoutS?: number;
      departureTimeoutS?: number;
      maxParticipants?: number;
      metadata?: string;
    } = {},
  ): Room | null {
    const existing = this.#rooms.get(name);
    if (existing !== undefined) return existing;
    if (this.#rooms.size >= ROOMS_MAX) return null;
    const room = new Room({
      name,
      emptyTimeoutS: options.emptyTimeoutS || EMPTY_TIMEOUT_S,
      departureTimeoutS: options.departureTimeoutS || DEPARTURE_TIMEOUT_S,
      maxParticipants: options.maxParticipants ?? 0,
      metadata: options.metadata ?? '',
      logger: this.#logger,
      webhooks: this.#webhooks,
      now: () => performance.now(),
      iceServers: (identity) => iceServersFor(this.#turn, identity, Date.now()),
    });
    this.#rooms.set(name, room);
    metrics.rooms.set(this.#rooms.size);
    return room;
  }

  remove(name: string, reason: DisconnectReason): boolean {
    const room = this.#rooms.get(name);
    if (room === undefined) return false;
    this.#rooms.delete(name);
    metrics.rooms.set(this.#rooms.size);
    room.close(reason);
    return true;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const name of [...this.#rooms.keys()]) this.remove(name, DisconnectReason.SERVER_SHUTDOWN);
  }

  #tick(): void {
    const nowMs = performance.now();
    for (const [name, room] of this.#rooms) {
      if (room.tick(nowMs)) this.remove(name, DisconnectReason.ROOM_CLOSED);
    }
  }
}
