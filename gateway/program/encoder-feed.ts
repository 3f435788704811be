/**
 * Hands sound to an encoder that lives in another thread and takes one piece at a time. What waits is handed over in
 * larger pieces: on a starved machine it is the way to the thread and back that takes long, not the encoding. The
 * encoder sees one unbroken count of samples; this remembers where each of them belongs on the program's timeline.
 */
export interface EncoderFeedOptions {
  /** @param planar - left channel, then right. @param firstSample - in the encoder's own count. Resolves when taken. */
  encode(planar: Float32Array<ArrayBuffer>, firstSample: number): Promise<void>;
  /** The encoder threw, or took nothing for STALLED_MS while sound waited: it is beyond help. */
  onFailed(error: unknown): void;
  nowMs?: () => number;
}

interface Piece {
  planar: Float32Array<ArrayBuffer>;
  frames: number;
  /** Of its first sample on the program's timeline. */
  position: number;
}

const SAMPLES_PER_MS = 48;
/** Half a second in one piece: 4 % of a second to encode on a slow core. */
const BATCH_SAMPLES_MAX = 500 * SAMPLES_PER_MS;
/** More waiting is too late for every destination (their queues hold 5 s): the oldest is thrown away. */
const WAITING_SAMPLES_MAX = 6_000 * SAMPLES_PER_MS;
/** A thread that was given work and no answer for so long has died. */
const STALLED_MS = 15_000;

export class EncoderFeed {
  readonly #options: EncoderFeedOptions;
  readonly #nowMs: () => number;
  #waiting: Piece[] = [];
  #waitingSamples = 0;
  /** Samples given to the encoder so far. */
  #given = 0;
  /** Where the encoder's count and the timeline part: from `given` on, timeline = count + shift. */
  #shifts: { given: number; shift: number }[] = [];
  #encodingSinceMs: number | null = null;
  #hasFailed = false;
  droppedSamples = 0;

  constructor(options: EncoderFeedOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
  }

  /** @param planar - two channels of the same length. @param position - timeline of its first sample; never goes back. */
  push(planar: Float32Array<ArrayBuffer>, position: number): void {
    if (this.#hasFailed) return;
    const frames = planar.length / 2;
    this.#waiting.push({ planar, frames, position });
    this.#waitingSamples += frames;
    while (this.#waitingSamples > WAITING_SAMPLES_MAX) {
      const { frames: dropped } = this.#waiting.shift()!;
      this.#waitingSamples -= dropped;
      this.droppedSamples += dropped;
    }
    if (this.#encodingSinceMs === null) void this.#encodeWaiting();
    else if (this.#nowMs() - this.#encodingSinceMs > STALLED_MS)
      this.#fail(new Error(`The AAC encoder has not answered for ${STALLED_MS / 1000} s.`));
  }

  /** Timeline of a sample in the encoder's count. Asked in rising order: what lies before is forgotten. */
  positionOf(count: number): number {
    while (this.#shifts.length > 1 && this.#shifts[1]!.given <= count) this.#shifts.shift();
    return count + (this.#shifts[0]?.shift ?? 0);
  }

  async #encodeWaiting(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        this.#encodingSinceMs = this.#nowMs();
        const { planar, frames, position } = this.#takeBatch();
        const shift = position - this.#given;
        if (this.#shifts.at(-1)?.shift !== shift) this.#shifts.push({ given: this.#given, shift });
        const firstSample = this.#given;
        this.#given += frames;
        await this.#options.encode(planar, firstSample);
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#encodingSinceMs = null;
    }
  }

  /** What waits without a hole on the timeline, up to the batch's size, as one piece. */
  #takeBatch(): Piece {
    const first = this.#waiting[0]!;
    let count = 0;
    let frames = 0;
    for (const piece of this.#waiting) {
      const isNext = piece.position === first.position + frames;
      if (count > 0 && (!isNext || frames + piece.frames > BATCH_SAMPLES_MAX)) break;
      count += 1;
      frames += piece.frames;
    }
    const batch = this.#waiting.splice(0, count);
    this.#waitingSamples -= frames;
    if (count === 1) return first;
    const planar = new Float32Array(frames * 2);
    let at = 0;
    for (const piece of batch) {
      planar.set(piece.planar.subarray(0, piece.frames), at);
      planar.set(piece.planar.subarray(piece.frames), frames + at);
      at += piece.frames;
    }
    return { planar, frames, position: first.position };
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#waiting = [];
    this.#waitingSamples = 0;
    this.#options.onFailed(error);
  }
}
