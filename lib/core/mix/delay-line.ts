/** A new delay is reached by a cross-fade this long: no click, and no change of pitch. */
const FADE_MS = 20;

export interface DelayLineOptions {
  sampleRate: number;
  channels: number;
  delayMsMax: number;
}

/** Delays all channels alike by a whole number of samples. Takes memory only once a delay is asked for. */
export class DelayLine {
  readonly #options: DelayLineOptions;
  readonly #fadeSamples: number;
  #memory: Float32Array[] = [];
  #write = 0;
  #from = 0;
  #to = 0;
  #wanted = 0;
  /** Samples of the cross-fade that are done; at #fadeSamples only `#to` sounds. */
  #faded: number;

  constructor(options: DelayLineOptions) {
    this.#options = options;
    this.#fadeSamples = Math.round((options.sampleRate * FADE_MS) / 1000);
    this.#faded = this.#fadeSamples;
  }

  /** @param delayMs - 0..delayMsMax, clamped. */
  setDelay(delayMs: number): void {
    const { sampleRate, channels, delayMsMax } = this.#options;
    this.#wanted = Math.round((sampleRate * Math.min(delayMsMax, Math.max(0, delayMs))) / 1000);
    if (this.#wanted === 0 || this.#memory.length > 0) return;
    const size = Math.round((sampleRate * delayMsMax) / 1000) + 1;
    this.#memory = Array.from({ length: channels }, () => new Float32Array(size));
  }

  /** In place. */
  process(channels: readonly Float32Array[]): void {
    const size = this.#memory[0]?.length ?? 0;
    if (size === 0) return;
    const length = channels[0]?.length ?? 0;
    for (let index = 0; index < length; index += 1) {
      if (this.#faded === this.#fadeSamples && this.#wanted !== this.#to) {
        this.#from = this.#to;
        this.#to = this.#wanted;
        this.#faded = 0;
      }
      const share = this.#faded / this.#fadeSamples;
      const before = (this.#write - this.#from + size) % size;
      const after = (this.#write - this.#to + size) % size;
      for (let channel = 0; channel < channels.length; channel += 1) {
        const memory = this.#memory[channel];
        if (!memory) continue;
        const samples = channels[channel]!;
        memory[this.#write] = samples[index]!;
        samples[index] =
          share === 1 ? memory[after]! : memory[before]! * (1 - share) + memory[after]! * share;
      }
      if (this.#faded < this.#fadeSamples) this.#faded += 1;
      this.#write = (this.#write + 1) % size;
    }
  }
}
