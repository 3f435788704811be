import { ArrivalFloor } from '../timeline/arrival-floor';

/**
 * What to add to one sender's wall clock to get ours, from its sender reports: their least delay, less half the round trip
 * where it is known. It moves slowly and for all of the sender's tracks alike, so that crystals which drift apart are
 * followed and lips stay in sync. Pure.
 */
export class SenderClock {
  readonly #floor = new ArrivalFloor(WINDOW_MS);
  #offsetMs: number | null = null;
  #roundTripMs = 0;

  /** null before the first report. */
  get offsetMs(): number | null {
    return this.#offsetMs;
  }

  /** @param roundTripMs - 0 while it is not known. */
  noteRoundTrip(roundTripMs: number): void {
    this.#roundTripMs = roundTripMs;
  }

  /** @param sentMs - by the sender's clock, ms since 1970; `arrivedMs` by ours. */
  noteReport(sentMs: number, arrivedMs: number): void {
    const isJump = Math.abs(arrivedMs - sentMs - (this.#offsetMs ?? Infinity)) > JUMP_MS;
    if (isJump) this.#floor.reset();
    this.#floor.note(arrivedMs, sentMs);
    const targetMs = (this.#floor.ms ?? 0) - this.#roundTripMs / 2;
    const stepMs = isJump ? 0 : targetMs - (this.#offsetMs ?? targetMs);
    this.#offsetMs = (isJump ? targetMs : (this.#offsetMs ?? targetMs)) + clamp(stepMs, STEP_MS_MAX);
  }
}

/** Reports come every 1 to 5 s for each stream: some of them met no queue. 100 ppm are 3 ms in it. */
const WINDOW_MS = 30_000;
/** Tracks hear of it one after the other: less than what an ear could tell, and still 1,000 ppm at a report a second. */
const STEP_MS_MAX = 1;
/** A sender that set its clock. */
const JUMP_MS = 5_000;

const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));
