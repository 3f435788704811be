import type { GuestTiming } from '@/lib/core/contract/realtime';
import { holdSound, NO_HOLD, type SoundHold } from '@/lib/core/mix/lip-sync';
import type { SourceStats } from '../compositor/worker/messages';
import { outputMsBetween, type ReceiverTiming } from '../room/receiver-timing';
import type { RoomClient, SeatTiming } from '../room/room-client';

export interface GuestTimingsOptions {
  room: Pick<RoomClient, 'readTimings'>;
  /** What the mixer adds to every voice, without a delay that somebody chose. ms. */
  mixerMs: () => number;
  /** Server time minus this machine's, ms. */
  clockOffsetMs: () => number;
  /** Whether viewers hear the seat, seen or not. */
  isOnAir: (seatId: string) => boolean;
}

/** Of single readings one a second, so that one late picture is no news; about 4 s. */
const SMOOTHED_READINGS = 4;
/** Of a picture that nobody sees yet: half a frame, and drawing. */
const COMPOSITOR_MS = 20;
/** What is smoothed over four has settled. */
const TRUSTED_READINGS = 6;
/** Older than this nobody's picture is: two clocks that do not agree. */
const LATENCY_MS_MAX = 10_000;

interface Person {
  /** Changes with their tracks: what was measured of others means nothing then. */
  key: string;
  before: Pick<SeatTiming, 'camera' | 'microphone'>;
  latencyMs: number | null;
  /** As it would be without what is held back here. */
  freeSkewMs: number | null;
  /** By how much the program takes the sound before the loudspeaker does, as pictures go. */
  aheadMs: number | null;
  hold: SoundHold;
  readings: number;
}

/**
 * How long each person's picture takes to the program and how far their sound is from it, from what the receivers in this
 * browser say and what compositor and mixer add; and how long the sound is to be held back for the picture.
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
    if (!person) return null;
    const { latencyMs, freeSkewMs, hold } = person;
    return { seatId, latencyMs, skewMs: freeSkewMs === null ? null : freeSkewMs + hold.delayMs };
  }

  /** What a voice is to be delayed by in the program so that it meets its picture. ms. */
  soundDelayMs(seatId: string): number {
    return this.#people.get(seatId)?.hold.delayMs ?? 0;
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
            freeSkewMs: null,
            aheadMs: null,
            hold: NO_HOLD,
            readings: 0,
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
    if (camera && microphone)
      this.#hold(person, {
        outputMs: outputMsBetween(person.before.microphone, microphone),
        compositorMs,
        isOnAir: this.#options.isOnAir(seatId),
      });
    if (pictureAgeMs !== null && soundAgeMs !== null && compositorMs !== null) {
      const skewMs = soundAgeMs + this.#options.mixerMs() - pictureAgeMs - compositorMs;
      person.freeSkewMs = smoothed(person.freeSkewMs, skewMs);
    } else person.freeSkewMs = null;
    // Whoever unmutes is the same person with the same headphones before them.
    person.before = {
      camera: camera ?? person.before.camera,
      microphone: microphone ?? person.before.microphone,
    };
  }

  /** Who is not on air waits ready: it is set right when they are taken. */
  #hold(person: Person, facts: { outputMs: number; compositorMs: number | null; isOnAir: boolean }): void {
    const { outputMs, compositorMs, isOnAir } = facts;
    const aheadMs = outputMs + (compositorMs ?? COMPOSITOR_MS) - this.#options.mixerMs();
    person.aheadMs = smoothed(person.aheadMs, aheadMs);
    person.readings += 1;
    if (person.readings >= TRUSTED_READINGS) person.hold = holdSound(person.hold, person.aheadMs, isOnAir);
  }
}

/**
 * How old media are where the browser hands them over, by the room's clock: sound is taken before it goes on to the
 * loudspeaker. null: nothing came since the last reading, or the browser does not say.
 */
function ageMs(now: ReceiverTiming | null, before: ReceiverTiming | null): number | null {
  if (now === null || now.playoutMs === null || now.emittedCount === before?.emittedCount) return null;
  return now.atMs - now.playoutMs - outputMsBetween(before, now);
}

const smoothed = (before: number | null, value: number): number =>
  before === null ? value : before + (value - before) / SMOOTHED_READINGS;
