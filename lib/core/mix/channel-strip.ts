import { SEAT_DELAY_MS_MAX } from '../contract/mix-limits';
import type { SeatSound } from '../contract/seat-sound';
import { Compressor } from './compressor';
import { CONTROL_SAMPLES } from './control-rate';
import { gainToDb } from './decibels';
import { DelayLine } from './delay-line';
import { Ducker } from './ducking';
import { faderGain } from './fader-gain';
import { NoiseGate } from './gate';
import { KWeighting } from './k-weighting';

export interface StripSettings {
  /** Of the fader; LIMITS.gainDbMin is shut. */
  gainDb: number;
  /** In the program. */
  onAir: boolean;
  delayMs: number;
  compressor: SeatSound['compressor'];
  gate: SeatSound['gate'];
  /** Gives way to speech, as sound behind words does. */
  isDucked: boolean;
  /** Counts as speech that others give way to. */
  isSpeech: boolean;
  /** Loudness before the fader is measured; it costs as much as a compressor, so only when asked for. */
  isMeasured: boolean;
}

/** What a strip heard since the last report. */
export interface StripReport {
  /** Greatest amplitude and mean square after the fader, also while off air. */
  peak: number;
  meanSquare: number;
  /** How far gate, compressor and ducker turned down at most, in dB, 0 or more. */
  reductionDb: number;
  /** The sound came in with flat tops: broken before it reached us. */
  isSourceClipped: boolean;
  /** K-weighted power before the fader, as both channels of the program would carry it; 0 unless measured. */
  weightedPower: number;
}

/** Into `program` goes what viewers hear, into `ears` the same voice before delay and fader, on air or not. */
export interface StripOutputs {
  program: readonly [Float32Array, Float32Array];
  ears: readonly [Float32Array, Float32Array];
}

/** A fader is where it was moved to within three of these: within a syllable, without a click. */
const FADER_MS = 8;
/** On and off air in so many ms, linearly: at the end it is exactly silence. */
const AIR_MS = 10;
/** Full scale of 16-bit sound, less the error of a decoder. */
const CLIP_LEVEL = 0.9995;
/** One sample may be there by chance; a row of them is a wave without its top. */
const CLIP_SAMPLES = 3;

/**
 * One channel of the mixer: gate -> compressor -> (ears) -> delay -> fader -> meter -> air. Mono stays mono until the end.
 * Adds no latency of its own. Allocates nothing while it runs but its reports and the memory of a first delay.
 */
export class ChannelStrip {
  readonly #gate: NoiseGate;
  readonly #compressor: Compressor;
  readonly #ducker: Ducker;
  readonly #delay: DelayLine;
  readonly #weightings: readonly [KWeighting, KWeighting];
  readonly #faderShare: number;
  readonly #airStep: number;
  #settings: StripSettings;
  #dynamicsGain = 1;
  #fader: number;
  #air = 0;
  readonly #flatSamples: [number, number] = [0, 0];
  #speechPower = 0;
  #report = new Totals();

  constructor(sampleRate: number, settings: StripSettings) {
    this.#gate = new NoiseGate(sampleRate);
    this.#compressor = new Compressor(sampleRate);
    this.#ducker = new Ducker(sampleRate);
    this.#delay = new DelayLine({ sampleRate, channels: 2, delayMsMax: SEAT_DELAY_MS_MAX });
    this.#weightings = [new KWeighting(sampleRate), new KWeighting(sampleRate)];
    this.#faderShare = 1 - Math.exp((-1000 * CONTROL_SAMPLES) / (sampleRate * FADER_MS));
    this.#airStep = 1000 / (sampleRate * AIR_MS);
    this.#fader = faderGain(settings.gainDb);
    this.#settings = settings;
    this.set(settings);
  }

  set(settings: StripSettings): void {
    this.#settings = settings;
    this.#gate.set(settings.gate);
    this.#compressor.set(settings.compressor);
    this.#delay.setDelay(settings.delayMs);
  }

  /** Mean square of what this channel put into the program in the last block; 0 unless it counts as speech. */
  get speechPower(): number {
    return this.#speechPower;
  }

  /**
   * @param input - one or two channels, or none while there is no sound; as long as the outputs, a multiple of 16 samples.
   * @param speechPower - of the program just before: what a ducked channel gives way to.
   */
  process(input: readonly Float32Array[], { program, ears }: StripOutputs, speechPower: number): void {
    const channels = input.length > 1 ? 2 : 1;
    const length = ears[0].length;
    for (let channel = 0; channel < channels; channel += 1) takeIn(input[channel], ears[channel]!);
    this.#watchForClipping(ears, channels);
    for (let from = 0; from < length; from += CONTROL_SAMPLES)
      this.#treat(ears, { channels, from, speechPower });
    if (this.#settings.isMeasured) this.#weigh(ears, channels);
    if (channels === 1) ears[1].set(ears[0]);
    program[0].set(ears[0]);
    program[1].set(ears[1]);
    this.#delay.process(program);
    this.#fade(program);
  }

  /** What was heard since the last call. */
  takeReport(): StripReport {
    const report = this.#report.read();
    this.#report = new Totals();
    return report;
  }

  /** Gate, compressor and ducker on CONTROL_SAMPLES of every channel: all channels alike, so that nobody moves to a side. */
  #treat(
    ears: StripOutputs['ears'],
    { channels, from, speechPower }: { channels: number; from: number; speechPower: number },
  ): void {
    let peak = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      const samples = ears[channel]!;
      for (let index = from; index < from + CONTROL_SAMPLES; index += 1)
        peak = Math.max(peak, Math.abs(samples[index]!));
    }
    const gate = this.#gate.next(peak);
    const ducked = this.#settings.isDucked
      ? this.#ducker.next(speechPower, CONTROL_SAMPLES)
      : this.#ducker.rest();
    // The compressor hears what the gate lets through; otherwise its make-up would lift the room.
    const gain = gate * ducked * this.#compressor.next(peak * gate);
    this.#report.reduce(this.#compressor.reductionDb - gainToDb(gate * ducked));
    const before = this.#dynamicsGain;
    this.#dynamicsGain = gain;
    if (gain === 1 && before === 1) return;
    const step = (gain - before) / CONTROL_SAMPLES;
    for (let channel = 0; channel < channels; channel += 1) {
      const samples = ears[channel]!;
      for (let index = 0; index < CONTROL_SAMPLES; index += 1)
        samples[from + index]! *= before + step * (index + 1);
    }
  }

  /** A wave loses its top in every channel that it is in; one channel after the other, so that rows do not mix. */
  #watchForClipping(ears: StripOutputs['ears'], channels: number): void {
    for (let channel = 0; channel < channels; channel += 1) {
      let flat = this.#flatSamples[channel]!;
      for (const sample of ears[channel]!) {
        flat = Math.abs(sample) >= CLIP_LEVEL ? flat + 1 : 0;
        if (flat >= CLIP_SAMPLES) this.#report.isSourceClipped = true;
      }
      this.#flatSamples[channel] = flat;
    }
  }

  #weigh(ears: StripOutputs['ears'], channels: number): void {
    const left = this.#weightings[0].sumOfSquares(ears[0]);
    // BS.1770 adds the channels up: one microphone is in both.
    const right = channels === 1 ? left : this.#weightings[1].sumOfSquares(ears[1]);
    this.#report.weightedSum += left + right;
  }

  #fade([left, right]: StripOutputs['program']): void {
    const wanted = faderGain(this.#settings.gainDb);
    const air = this.#settings.onAir ? 1 : 0;
    let heard = 0;
    for (let from = 0; from < left.length; from += CONTROL_SAMPLES) {
      const before = this.#fader;
      const after = before + (wanted - before) * this.#faderShare;
      this.#fader = Math.abs(after - wanted) < 1e-6 ? wanted : after;
      const step = (this.#fader - before) / CONTROL_SAMPLES;
      for (let index = from; index < from + CONTROL_SAMPLES; index += 1) {
        const gain = before + step * (index - from + 1);
        const l = left[index]! * gain;
        const r = right[index]! * gain;
        this.#report.hear(l, r);
        this.#air =
          air > this.#air ? Math.min(1, this.#air + this.#airStep) : Math.max(air, this.#air - this.#airStep);
        left[index] = l * this.#air;
        right[index] = r * this.#air;
        heard += left[index]! ** 2 + right[index]! ** 2;
      }
    }
    this.#speechPower = this.#settings.isSpeech ? heard / (2 * left.length) : 0;
  }
}

/** A broken decoder may deliver NaN; it must not stay in filters and delays for ever. */
function takeIn(input: Float32Array | undefined, into: Float32Array): void {
  for (let index = 0; index < into.length; index += 1) {
    const sample = input?.[index] ?? 0;
    into[index] = Number.isFinite(sample) ? sample : 0;
  }
}

class Totals {
  isSourceClipped = false;
  weightedSum = 0;
  #peak = 0;
  #squares = 0;
  #samples = 0;
  #reductionDb = 0;

  hear(left: number, right: number): void {
    this.#peak = Math.max(this.#peak, Math.abs(left), Math.abs(right));
    this.#squares += (left * left + right * right) / 2;
    this.#samples += 1;
  }

  reduce(db: number): void {
    if (db > this.#reductionDb) this.#reductionDb = db;
  }

  read(): StripReport {
    const samples = Math.max(1, this.#samples);
    return {
      peak: this.#peak,
      meanSquare: this.#squares / samples,
      reductionDb: this.#reductionDb,
      isSourceClipped: this.isSourceClipped,
      weightedPower: this.weightedSum / samples,
    };
  }
}
