import type { SeatSound } from '../contract/seat-sound';
import { shareOf } from './control-rate';
import { dbToGain, gainToDb } from './decibels';

interface CompressorSetting {
  thresholdDb: number;
  /** So many dB more at the input make one more at the output. */
  ratio: number;
  /** Width of the bend around the threshold. */
  kneeDb: number;
  /** Gives back what a voice at its usual level (peaks near -14 dB) loses. */
  makeUpDb: number;
  attackMs: number;
  releaseMs: number;
}

const COMPRESSOR_SETTINGS: Record<Exclude<SeatSound['compressor'], 'off'>, CompressorSetting> = {
  /** Evens a voice out; few notice. */
  voice: { thresholdDb: -24, ratio: 2.5, kneeDb: 10, makeUpDb: 5, attackMs: 8, releaseMs: 160 },
  /** For people who turn away from their microphone. Brings the room up too: use a gate with it. */
  strong: { thresholdDb: -30, ratio: 4, kneeDb: 10, makeUpDb: 11, attackMs: 4, releaseMs: 220 },
};
/** Switching a preset glides as an attack of this length does. */
const SWITCH_MS = 30;

/**
 * A feed-forward compressor with a soft knee as a gain (Giannoulis, Massberg and Reiss, "Digital Dynamic Range Compressor
 * Design", JAES 60/6, 2012): the peak is held and falls with the release, the gain follows it with the attack. Adds no
 * latency.
 */
export class Compressor {
  readonly #sampleRate: number;
  #setting: CompressorSetting | null = null;
  #attack: number;
  #fall = 0;
  #envelope = 0;
  #gainDb = 0;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.#attack = shareOf(SWITCH_MS, sampleRate);
  }

  set(preset: SeatSound['compressor']): void {
    this.#setting = preset === 'off' ? null : COMPRESSOR_SETTINGS[preset];
    this.#attack = shareOf(this.#setting?.attackMs ?? SWITCH_MS, this.#sampleRate);
    this.#fall = this.#setting ? 1 - shareOf(this.#setting.releaseMs, this.#sampleRate) : 0;
  }

  /** @param peak - greatest amplitude of the next CONTROL_SAMPLES. @returns the gain at their end. */
  next(peak: number): number {
    const setting = this.#setting;
    // Off, and glided back to where it changes nothing.
    if (!setting && Math.abs(this.#gainDb) < 0.001) return 1;
    this.#envelope = Math.max(peak, this.#envelope * this.#fall);
    const target = setting ? setting.makeUpDb - reductionDb(setting, gainToDb(this.#envelope)) : 0;
    this.#gainDb += (target - this.#gainDb) * this.#attack;
    return dbToGain(this.#gainDb);
  }

  /** How far the last decision turned down, make-up left aside; 0 when it did not. */
  get reductionDb(): number {
    return this.#setting ? Math.max(0, this.#setting.makeUpDb - this.#gainDb) : 0;
  }
}

/** The static curve: dB that a level of `levelDb` is turned down by, 0 or more. */
function reductionDb({ thresholdDb, ratio, kneeDb }: CompressorSetting, levelDb: number): number {
  const over = levelDb - thresholdDb;
  const slope = 1 - 1 / ratio;
  if (over <= -kneeDb / 2) return 0;
  if (over >= kneeDb / 2) return slope * over;
  return (slope * (over + kneeDb / 2) ** 2) / (2 * kneeDb);
}
