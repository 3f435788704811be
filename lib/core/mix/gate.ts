import type { SeatSound } from '../contract/seat-sound';
import { CONTROL_SAMPLES, shareOf } from './control-rate';
import { dbToGain } from './decibels';

interface GateSetting {
  /** Opens at this peak level. */
  openDb: number;
  /** And closes when the level is below this one for HOLD_MS: no chatter between two words. */
  closeDb: number;
  /** How far the room is turned down. Never to nothing: a room that vanishes is heard more than one that is soft. */
  floorDb: number;
}

const GATE_SETTINGS: Record<Exclude<SeatSound['gate'], 'off'>, GateSetting> = {
  /** A quiet room: fans and traffic. */
  light: { openDb: -48, closeDb: -54, floorDb: -12 },
  /** A loud one: keyboards and other people. Quiet speakers lose their ends of words. */
  strong: { openDb: -38, closeDb: -44, floorDb: -36 },
};

const HOLD_MS = 250;
/** Peaks are held over the gaps of a low voice (80 Hz: 12 ms). */
const PEAK_FALL_MS = 20;
const ATTACK_MS = 2;
const RELEASE_MS = 120;

/** A noise gate as a gain: 1 while somebody speaks, the floor of the preset otherwise. Adds no latency. */
export class NoiseGate {
  readonly #peakFall: number;
  readonly #attack: number;
  readonly #release: number;
  readonly #holdDecisions: number;
  #setting: GateSetting | null = null;
  #open = 0;
  #close = 0;
  #floor = 1;
  #envelope = 0;
  #held = 0;
  #gain = 1;

  constructor(sampleRate: number) {
    this.#peakFall = 1 - shareOf(PEAK_FALL_MS, sampleRate);
    this.#attack = shareOf(ATTACK_MS, sampleRate);
    this.#release = shareOf(RELEASE_MS, sampleRate);
    this.#holdDecisions = Math.round((HOLD_MS * sampleRate) / (1000 * CONTROL_SAMPLES));
  }

  set(preset: SeatSound['gate']): void {
    this.#setting = preset === 'off' ? null : GATE_SETTINGS[preset];
    if (!this.#setting) return;
    this.#open = dbToGain(this.#setting.openDb);
    this.#close = dbToGain(this.#setting.closeDb);
    this.#floor = dbToGain(this.#setting.floorDb);
  }

  /** @param peak - greatest amplitude of the next CONTROL_SAMPLES. @returns the gain at their end. */
  next(peak: number): number {
    this.#envelope = Math.max(peak, this.#envelope * this.#peakFall);
    if (this.#envelope >= this.#open) this.#held = this.#holdDecisions;
    else if (this.#envelope < this.#close && this.#held > 0) this.#held -= 1;
    const target = !this.#setting || this.#held > 0 ? 1 : this.#floor;
    this.#gain += (target - this.#gain) * (target > this.#gain ? this.#attack : this.#release);
    return this.#gain;
  }
}
