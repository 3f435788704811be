import { refuse, type Result } from '@/lib/core/contract/error-codes';
import { WAITING_PICTURE } from '@/lib/core/contract/limits';
import type { ShowState } from '@/lib/core/contract/show-state';
import { checkStill } from './check-still';
import { TokenBucket } from './token-bucket';

/** Twice the pace of an honest page: timers drift, and a reconnect may bring two at once. */
const RATE = { burst: 3, perSecond: 2_000 / WAITING_PICTURE.everyMs };

/** The still pictures that waiting guests show to the studios of one show: judged here, passed on, never kept. */
export class WaitingPictures {
  /** By seat and not by socket: more tabs do not make more pictures. Holds waiting seats only, LIMITS.seatsMax of them. */
  readonly #rates = new Map<string, TokenBucket>();

  /** @returns the picture when this seat may show it now; the caller knows the seat from the connection. */
  accept(state: ShowState, seatId: string, raw: unknown, nowMs: number): Result<Uint8Array> {
    const waiting = new Set(
      state.seats.filter(({ place }) => place === 'waiting').map((seat) => seat.seatId),
    );
    for (const known of this.#rates.keys()) if (!waiting.has(known)) this.#rates.delete(known);
    if (!waiting.has(seatId)) return refuse('wrong-phase', 'Only guests in the waiting room show a picture.');
    const rate = this.#rates.get(seatId) ?? new TokenBucket(RATE, nowMs);
    this.#rates.set(seatId, rate);
    if (!rate.take(nowMs)) return refuse('rate-limited', 'Too many pictures at once.');
    return checkStill(raw);
  }
}
