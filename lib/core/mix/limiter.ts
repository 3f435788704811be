export interface LimiterOptions {
  sampleRate: number;
  channels: number;
  /** No output sample is above it. */
  threshold: number;
}

/** How far the limiter sees ahead, and so its latency: long enough to turn down without a click. */
export const LIMITER_LOOK_AHEAD_MS = 5;
/** Back to unity gain: fast enough after a cough, slow enough not to pump on speech. */
const RELEASE_MS = 120;

/**
 * A brick-wall look-ahead limiter for all channels together, so that the stereo picture stays in place. Gain is 1
 * whenever nothing within the look-ahead is above the threshold. Allocates nothing while it runs.
 *
 * The gain that each sample needs is held as a sliding minimum over the look-ahead (monotone queue, O(1) a sample)
 * and then averaged over the same length: the average of minima that all include a sample is never above its need.
 */
export class Limiter {
  /** In samples. */
  readonly latency: number;
  readonly #threshold: number;
  readonly #release: number;
  readonly #delay: Float32Array[];
  /** Queue of falling needs: ring of values and of the sample numbers they belong to. */
  readonly #needs: Float64Array;
  readonly #needAt: Float64Array;
  readonly #smoothing: Float64Array;
  #head = 0;
  #length = 0;
  #sample = 0;
  #gain = 1;
  #smoothingSum: number;
  #lowestGain = 1;

  constructor({ sampleRate, channels, threshold }: LimiterOptions) {
    const window = Math.max(2, Math.round((sampleRate * LIMITER_LOOK_AHEAD_MS) / 1000));
    this.latency = window - 1;
    this.#threshold = threshold;
    this.#release = 1 - Math.exp(-1000 / (sampleRate * RELEASE_MS));
    this.#delay = Array.from({ length: channels }, () => new Float32Array(window));
    this.#needs = new Float64Array(window);
    this.#needAt = new Float64Array(window);
    this.#smoothing = new Float64Array(window).fill(1);
    this.#smoothingSum = window;
  }

  /** Input and output: one array per channel, all of one length. Missing input channels are silence. */
  process(input: readonly Float32Array[], output: readonly Float32Array[]): void {
    const length = output[0]?.length ?? 0;
    for (let index = 0; index < length; index += 1) {
      const gain = this.#nextGain(this.#needOf(input, index));
      if (gain < this.#lowestGain) this.#lowestGain = gain;
      this.#shift(input, output, { index, gain });
      this.#sample += 1;
    }
  }

  /** How far it turned down at most since the last call, in dB, 0 or more. */
  takeReductionDb(): number {
    // Averages of ones differ from one by the error of their sum.
    const db = Math.max(0, -20 * Math.log10(this.#lowestGain));
    this.#lowestGain = 1;
    return db < 0.01 ? 0 : db;
  }

  /** The gain that keeps this sample of every channel at or under the threshold. */
  #needOf(input: readonly Float32Array[], index: number): number {
    let peak = 0;
    for (const channel of input) {
      const size = Math.abs(channel[index]!);
      if (size > peak) peak = size;
    }
    return peak > this.#threshold ? this.#threshold / peak : 1;
  }

  #nextGain(need: number): number {
    const held = this.#slidingMinimum(need);
    this.#gain = Math.min(held, this.#gain + (held - this.#gain) * this.#release);
    const at = this.#sample % this.#smoothing.length;
    this.#smoothingSum += this.#gain - this.#smoothing[at]!;
    this.#smoothing[at] = this.#gain;
    return this.#smoothingSum / this.#smoothing.length;
  }

  #slidingMinimum(need: number): number {
    const size = this.#needs.length;
    if (this.#length > 0 && this.#needAt[this.#head]! <= this.#sample - size) {
      this.#head = (this.#head + 1) % size;
      this.#length -= 1;
    }
    while (this.#length > 0 && this.#needs[(this.#head + this.#length - 1) % size]! >= need)
      this.#length -= 1;
    const tail = (this.#head + this.#length) % size;
    this.#needs[tail] = need;
    this.#needAt[tail] = this.#sample;
    this.#length += 1;
    return this.#needs[this.#head]!;
  }

  #shift(
    input: readonly Float32Array[],
    output: readonly Float32Array[],
    { index, gain }: { index: number; gain: number },
  ): void {
    const window = this.#smoothing.length;
    const write = this.#sample % window;
    const read = (this.#sample + 1) % window;
    for (let channel = 0; channel < output.length; channel += 1) {
      const delay = this.#delay[channel];
      if (!delay) continue;
      const sample = input[channel]?.[index] ?? 0;
      // A broken decoder may deliver NaN; it must not stay in the mix for ever.
      delay[write] = Number.isFinite(sample) ? sample : 0;
      const limited = delay[read]! * gain;
      output[channel]![index] = Math.max(-this.#threshold, Math.min(this.#threshold, limited));
    }
  }
}
