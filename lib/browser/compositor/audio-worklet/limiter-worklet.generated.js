// Made by scripts/build-worklet.ts from limiter-worklet.ts. Do not edit.
/** Amplitude factor of a gain in dB. SILENCE_DB and below is exactly 0. @example dbToGain(-6) // 0.501 */
function dbToGain(db) {
  return db <= -90 ? 0 : 10 ** (db / 20);
}
/** Back to unity gain: fast enough after a cough, slow enough not to pump on speech. */
var RELEASE_MS = 120;
/**
 * A brick-wall look-ahead limiter for all channels together, so that the stereo picture stays in place. Gain is 1
 * whenever nothing within the look-ahead is above the threshold. Allocates nothing while it runs.
 *
 * The gain that each sample needs is held as a sliding minimum over the look-ahead (monotone queue, O(1) a sample)
 * and then averaged over the same length: the average of minima that all include a sample is never above its need.
 */
var Limiter = class {
  /** In samples. */
  latency;
  #threshold;
  #release;
  #delay;
  /** Queue of falling needs: ring of values and of the sample numbers they belong to. */
  #needs;
  #needAt;
  #smoothing;
  #head = 0;
  #length = 0;
  #sample = 0;
  #gain = 1;
  #smoothingSum;
  constructor({ sampleRate, channels, threshold }) {
    const window = Math.max(2, Math.round((sampleRate * 5) / 1e3));
    this.latency = window - 1;
    this.#threshold = threshold;
    this.#release = 1 - Math.exp(-1e3 / (sampleRate * RELEASE_MS));
    this.#delay = Array.from({ length: channels }, () => new Float32Array(window));
    this.#needs = new Float64Array(window);
    this.#needAt = new Float64Array(window);
    this.#smoothing = new Float64Array(window).fill(1);
    this.#smoothingSum = window;
  }
  /** Input and output: one array per channel, all of one length. Missing input channels are silence. */
  process(input, output) {
    const length = output[0]?.length ?? 0;
    for (let index = 0; index < length; index += 1) {
      const gain = this.#nextGain(this.#needOf(input, index));
      this.#shift(input, output, {
        index,
        gain,
      });
      this.#sample += 1;
    }
  }
  /** The gain that keeps this sample of every channel at or under the threshold. */
  #needOf(input, index) {
    let peak = 0;
    for (const channel of input) {
      const size = Math.abs(channel[index]);
      if (size > peak) peak = size;
    }
    return peak > this.#threshold ? this.#threshold / peak : 1;
  }
  #nextGain(need) {
    const held = this.#slidingMinimum(need);
    this.#gain = Math.min(held, this.#gain + (held - this.#gain) * this.#release);
    const at = this.#sample % this.#smoothing.length;
    this.#smoothingSum += this.#gain - this.#smoothing[at];
    this.#smoothing[at] = this.#gain;
    return this.#smoothingSum / this.#smoothing.length;
  }
  #slidingMinimum(need) {
    const size = this.#needs.length;
    if (this.#length > 0 && this.#needAt[this.#head] <= this.#sample - size) {
      this.#head = (this.#head + 1) % size;
      this.#length -= 1;
    }
    while (this.#length > 0 && this.#needs[(this.#head + this.#length - 1) % size] >= need) this.#length -= 1;
    const tail = (this.#head + this.#length) % size;
    this.#needs[tail] = need;
    this.#needAt[tail] = this.#sample;
    this.#length += 1;
    return this.#needs[this.#head];
  }
  #shift(input, output, { index, gain }) {
    const window = this.#smoothing.length;
    const write = this.#sample % window;
    const read = (this.#sample + 1) % window;
    for (let channel = 0; channel < output.length; channel += 1) {
      const delay = this.#delay[channel];
      if (!delay) continue;
      const sample = input[channel]?.[index] ?? 0;
      delay[write] = Number.isFinite(sample) ? sample : 0;
      const limited = delay[read] * gain;
      output[channel][index] = Math.max(-this.#threshold, Math.min(this.#threshold, limited));
    }
  }
};
// lib/browser/compositor/audio-worklet/limiter-worklet.ts
/** 1 dB of room: AAC encoders overshoot the samples they are given. */
var THRESHOLD_DB = -1;
var CHANNELS = 2;
var LimiterProcessor = class extends AudioWorkletProcessor {
  #limiter = new Limiter({
    sampleRate,
    channels: CHANNELS,
    threshold: dbToGain(THRESHOLD_DB),
  });
  process(inputs, outputs) {
    this.#limiter.process(inputs[0] ?? [], outputs[0] ?? []);
    return true;
  }
};
registerProcessor('program-limiter', LimiterProcessor);
