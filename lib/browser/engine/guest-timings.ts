import type { GuestTiming } from '@/lib/core/contract/realtime';
import type { SourceStats } from '../compositor/worker/messages';
import type { ReceiverTiming } from '../room/receiver-timing';
import type { RoomClient, SeatTiming } from '../room/room-client';

export interface GuestTimingsOptions {
  room: Pick<RoomClient, 'readTimings'>;
  /** What the mixer adds to every voice, without a delay that somebody chose. ms. */
  mixerMs: () => number;
  /** Server time minus this machine's, ms. */
  clockOffsetMs: () => number;
}

/** Of single readings one a second, so that one late picture is no news; about 4 s. */
const SMOOTHED_READINGS = 4;
/** Older than this nobody's picture is: two clocks that do not agree. */
const LATENCY_MS_MAX = 10_000;

interface Person {
  /** Changes with their tracks: what was measured of others means nothing then. */
  key: string;
  before: Pick<SeatTiming, 'camera' | 'microphone'>;
  latencyMs: number | null;
  skewMs: number | null;
}

/**
 * How long each person's picture takes to the program and how far their sound is from it, from what the receivers in this
 * browser say and what compositor and mixer add.
 */
export class GuestTimings {
  readonly #options: GuestTimingsOptions;
  readonly #people = new Map<string, Person>();
  #isReading = false;

  constructor(options: GuestTimingsOptions) {
    this.#options = options;
  }

  /** Of a seat; null for one whose media do not come from the room, or not yet. */
  of(seatId: string): GuestTiming | null {
    const person = this.#people.get(seatId);
    return person ? { seatId, latencyMs: person.latencyMs, skewMs: person.skewMs } : null;
  }

  /** To be called once a second. @param sources - of the compositor, by feed. */
  async read(sources: Readonly<Record<string, SourceStats>>): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      const seats = await this.#options.room.readTimings();
      for (const seat of seats) this.#take(seat, sources[`camera:${seat.seatId}`]?.delayMs ?? null);
      const present = new Set(seats.map(({ seatId }) => seatId));
      for (const seatId of this.#people.keys()) if (!present.has(seatId)) this.#people.delete(seatId);
    } finally {
      this.#isReading = false;
    }
  }

  #take(seat: SeatTiming, compositorMs: number | null): void {
    const { seatId, key, camera, microphone } = seat;
    const known = this.#people.get(seatId);
    const person: Person =
      known?.key === key
        ? known
        : {
            key,
            before: { camera: null, microphone: null },
            latencyMs: null,
            skewMs: null,
          };
    this.#people.set(seatId, person);
    const pictureAgeMs = ageMs(camera, person.before.camera);
    const soundAgeMs = ageMs(microphone, person.before.microphone);
    if (camera && pictureAgeMs !== null && compositorMs !== null) {
      const latencyMs =
        pictureAgeMs + this.#options.clockOffsetMs() + (camera.roundTripMs ?? 0) / 2 + compositorMs;
      person.latencyMs =
        latencyMs > 0 && latencyMs < LATENCY_MS_MAX ? smoothed(person.latencyMs, latencyMs) : null;
    } else person.latencyMs = null;
    if (pictureAgeMs !== null && soundAgeMs !== null && compositorMs !== null) {
      const skewMs = soundAgeMs + this.#options.mixerMs() - pictureAgeMs - compositorMs;
      person.skewMs = smoothed(person.skewMs, skewMs);
    } else person.skewMs = null;
    person.before = { camera, microphone };
  }
}

/**
 * How old media are where the browser hands them over, by the room's clock: sound is taken before it goes on to the
 * loudspeaker. null: nothing came since the last reading, or the browser does not say.
 */
function ageMs(now: ReceiverTiming | null, before: ReceiverTiming | null): number | null {
  if (now === null || now.playoutMs === null || now.emittedCount === before?.emittedCount) return null;
  return now.atMs - now.playoutMs - now.outputMs;
}

const smoothed = (before: number | null, value: number): number =>
  before === null ? value : before + (value - before) / SMOOTHED_READINGS;
