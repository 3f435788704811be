import { shareOf } from './control-rate';
import { dbToGain } from './decibels';

/** Mean power of speech at -45 dB: above the room, below the softest talker who was set to a common level. */
const SPEECH_POWER_MIN = 10 ** (-45 / 10);
/** How far the sound behind goes down: words stay easy to follow over music that is still there. */
const DUCK_DB = -15;
/** Words are not waited for: down within a syllable. */
const ATTACK_MS = 60;
/** Pauses between sentences are shorter; music that comes up in each would pump. */
const HOLD_MS = 800;
/** And back so slowly that nobody hears it start. */
const RELEASE_MS = 500;

/** A side-chain ducker as a gain: down while there is speech, slowly back after it. */
export class Ducker {
  readonly #attack: number;
  readonly #release: number;
  readonly #depth = dbToGain(DUCK_DB);
  readonly #sampleRate: number;
  #quietMs = Infinity;
  #gain = 1;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.#attack = shareOf(ATTACK_MS, sampleRate);
    this.#release = shareOf(RELEASE_MS, sampleRate);
  }

  /**
   * One decision.
   * @param speechPower - mean square of all speech in the program just now.
   * @param samples - how many the decision holds for.
   * @returns the gain at their end, 0.18 (-15 dB) to 1.
   */
  next(speechPower: number, samples: number): number {
    this.#quietMs = speechPower >= SPEECH_POWER_MIN ? 0 : this.#quietMs + (1000 * samples) / this.#sampleRate;
    const target = this.#quietMs < HOLD_MS ? this.#depth : 1;
    this.#gain += (target - this.#gain) * (target < this.#gain ? this.#attack : this.#release);
    return this.#gain;
  }

  /** When nothing is to give way any more: glides back like after speech. */
  rest(): number {
    this.#quietMs = Infinity;
    this.#gain += (1 - this.#gain) * this.#release;
    return this.#gain;
  }
}
