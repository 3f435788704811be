import { describe, expect, it } from 'vitest';
import { EncoderFeed } from './encoder-feed';

const PIECE = 960;

/** An encoder in another thread: takes one piece at a time, when the test lets it. */
class SlowEncoder {
  readonly taken: { planar: Float32Array; firstSample: number }[] = [];
  readonly failures: unknown[] = [];
  nowMs = 0;
  #release: (() => void)[] = [];
  readonly feed = new EncoderFeed({
    encode: (planar, firstSample) => {
      this.taken.push({ planar, firstSample });
      return new Promise<void>((resolve) => this.#release.push(resolve));
    },
    onFailed: (error) => this.failures.push(error),
    nowMs: () => this.nowMs,
  });

  async answer(): Promise<void> {
    this.#release.shift()?.();
    // The feed goes on in the microtasks that follow.
    await Promise.resolve();
    await Promise.resolve();
  }

  get samplesTaken(): number {
    return this.taken.reduce((sum, { planar }) => sum + planar.length / 2, 0);
  }
}

/** Left is the sample's number on the timeline, right its negative. */
function piece(position: number, frames = PIECE): Float32Array<ArrayBuffer> {
  const planar = new Float32Array(frames * 2);
  for (let index = 0; index < frames; index++) {
    planar[index] = position + index;
    planar[frames + index] = -(position + index);
  }
  return planar;
}

describe('what an encoder in another thread is given', () => {
  it('is everything, in order, in larger pieces once it falls behind, with channels kept apart', async () => {
    const encoder = new SlowEncoder();
    for (let index = 0; index < 50; index++) encoder.feed.push(piece(index * PIECE), index * PIECE);
    while (encoder.samplesTaken < 50 * PIECE) await encoder.answer();
    expect(encoder.taken.length).toBeLessThanOrEqual(4);
    let next = 0;
    for (const { planar, firstSample } of encoder.taken) {
      const frames = planar.length / 2;
      expect(firstSample).toBe(next);
      expect([planar[0], planar[frames - 1]]).toEqual([next, next + frames - 1]);
      expect([planar[frames], planar[2 * frames - 1]]).toEqual([-next, -(next + frames - 1)]);
      next += frames;
    }
    expect(encoder.feed.droppedSamples).toBe(0);
  });

  it('keeps its place on the timeline over a jump', async () => {
    const encoder = new SlowEncoder();
    encoder.feed.push(piece(5_000), 5_000);
    encoder.feed.push(piece(100_000), 100_000);
    await encoder.answer();
    expect(encoder.taken.map(({ firstSample }) => firstSample)).toEqual([0, PIECE]);
    expect(encoder.feed.positionOf(PIECE - 1)).toBe(5_000 + PIECE - 1);
    expect(encoder.feed.positionOf(PIECE)).toBe(100_000);
    expect(encoder.feed.positionOf(3 * PIECE)).toBe(100_000 + 2 * PIECE);
  });

  it('loses its oldest when the encoder gets no time, and what comes after is where it belongs', async () => {
    const encoder = new SlowEncoder();
    const pieces = 400;
    for (let index = 0; index < pieces; index++) encoder.feed.push(piece(index * PIECE), index * PIECE);
    const dropped = encoder.feed.droppedSamples;
    expect(dropped).toBe((pieces - 1) * PIECE - 6_000 * 48);
    while (encoder.samplesTaken + dropped < pieces * PIECE) await encoder.answer();
    const last = encoder.taken.at(-1)!;
    expect(encoder.feed.positionOf(last.firstSample)).toBe(last.planar[0]);
    expect(encoder.failures).toEqual([]);
  });

  it('is given up only when it has not answered for 15 s, and once', () => {
    const encoder = new SlowEncoder();
    encoder.feed.push(piece(0), 0);
    encoder.nowMs = 15_000;
    encoder.feed.push(piece(PIECE), PIECE);
    expect(encoder.failures).toEqual([]);
    encoder.nowMs = 15_001;
    encoder.feed.push(piece(2 * PIECE), 2 * PIECE);
    encoder.feed.push(piece(3 * PIECE), 3 * PIECE);
    expect(encoder.failures).toHaveLength(1);
  });
});
