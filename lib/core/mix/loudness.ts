import { GatedLoudness, loudnessOf } from './gated-loudness';
import { KWeighting } from './k-weighting';

export interface LoudnessReading {
  /** LUFS of the last 400 ms; -Infinity for silence. */
  momentaryLufs: number;
  /** LUFS of the last 3 s. */
  shortTermLufs: number;
  /** LUFS since the start or the last restart, gated; -Infinity while nothing above -70 LUFS was heard. */
  integratedLufs: number;
}

export const NO_LOUDNESS: LoudnessReading = {
  momentaryLufs: -Infinity,
  shortTermLufs: -Infinity,
  integratedLufs: -Infinity,
};

/** Tech 3341 asks for 10 readings a second; with 50 no word of 400 ms falls between two. */
const STEP_MS = 20;
const MOMENTARY_STEPS = 400 / STEP_MS;
const SHORT_TERM_STEPS = 3_000 / STEP_MS;
/** A gating block of 400 ms begins every 100 ms: they overlap by 75 %. */
const GATING_STEPS = 100 / STEP_MS;

/**
 * Loudness of up to two channels after EBU R 128 and ITU-R BS.1770-4 (EBU mode of EBU Tech 3341, without loudness range and
 * true peak). Allocates nothing while it runs.
 */
export class LoudnessMeter {
  readonly #filters: KWeighting[];
  readonly #stepSamples: number;
  /** Power of the last 3 s, a ring of steps. */
  readonly #steps = new Float64Array(SHORT_TERM_STEPS);
  readonly #integrated = new GatedLoudness();
  #sum = 0;
  #filled = 0;
  #count = 0;
  /** Steps that belong to what is integrated. */
  #stepsSinceRestart = 0;

  constructor({ sampleRate, channels }: { sampleRate: number; channels: number }) {
    this.#filters = Array.from({ length: channels }, () => new KWeighting(sampleRate));
    this.#stepSamples = Math.round((sampleRate * STEP_MS) / 1000);
  }

  /** @param channels - of one length; missing ones are silence. */
  push(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    for (let from = 0; from < length;) {
      const to = Math.min(length, from + this.#stepSamples - this.#filled);
      for (let index = 0; index < this.#filters.length; index += 1) {
        const channel = channels[index];
        if (channel) this.#sum += this.#filters[index]!.sumOfSquares(channel, from, to);
      }
      this.#filled += to - from;
      if (this.#filled === this.#stepSamples) this.#endStep();
      from = to;
    }
  }

  read(): LoudnessReading {
    return {
      momentaryLufs: loudnessOf(this.#meanOfLast(MOMENTARY_STEPS)),
      shortTermLufs: loudnessOf(this.#meanOfLast(SHORT_TERM_STEPS)),
      integratedLufs: this.#integrated.read(),
    };
  }

  /** Begins the integrated loudness anew; the other two go on. */
  restart(): void {
    this.#integrated.clear();
    this.#stepsSinceRestart = 0;
  }

  #endStep(): void {
    this.#steps[this.#count % SHORT_TERM_STEPS] = this.#sum / this.#stepSamples;
    this.#count += 1;
    this.#stepsSinceRestart += 1;
    this.#sum = 0;
    this.#filled = 0;
    const since = this.#stepsSinceRestart - MOMENTARY_STEPS;
    if (since >= 0 && since % GATING_STEPS === 0) this.#integrated.push(this.#meanOfLast(MOMENTARY_STEPS));
  }

  /** What has not sounded yet counts as silence. */
  #meanOfLast(steps: number): number {
    let sum = 0;
    for (let back = 1; back <= Math.min(steps, this.#count); back += 1)
      sum += this.#steps[(this.#count - back) % SHORT_TERM_STEPS]!;
    return sum / steps;
  }
}
