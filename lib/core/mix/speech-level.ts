import { LIMITS } from '../contract/limits';
import { GatedLoudness, loudnessOf } from './gated-loudness';

/** Where every voice is put: with two or three people the program then is near -18 LUFS, with room for a laugh. */
export const SPEECH_TARGET_LUFS = -20;
/** What is learned from: five seconds hold a sentence or two and the pauses between them. */
export const SPEECH_NEEDED_MS = 5_000;
/** Whoever says nothing for so long is not going to. */
export const LISTENING_MS_MAX = 15_000;
/** Less than this is a cough or one word. */
const SPEECH_MS_MIN = 2_000;
/** Speech this soft would need more than the fader can give; it is the room. */
const SPEECH_LUFS_MIN = -50;
/** Somebody who shouts once must not be turned away for the rest of the show. */
const GAIN_DB_MIN = -24;
/** A step that a fader can show. */
const GAIN_STEP_DB = 0.5;
const STEP_MS = 100;
const BLOCK_STEPS = 4;

export type SpeechResult =
  /** `shortDb`: what the fader cannot give; 0 when the target is reached. */
  { status: 'heard'; speechLufs: number; gainDb: number; shortDb: number } | { status: 'no-speech' };
export type SpeechVerdict = { status: 'listening'; speechMs: number } | SpeechResult;

/**
 * Learns how loud somebody speaks. Loudness is gated as BS.1770 gates a program (blocks of 400 ms that overlap), so that
 * pauses do not make a voice softer than it is.
 */
export class SpeechLevel {
  readonly #loudness = new GatedLoudness();
  readonly #steps: number[] = [];
  #power = 0;
  #filledMs = 0;
  #listenedMs = 0;
  #speechMs = 0;

  /** @param power - K-weighted, before the fader. @param durationMs - what it is the mean of, at most 100 ms. */
  push(power: number, durationMs: number): SpeechVerdict {
    this.#power += power * durationMs;
    this.#filledMs += durationMs;
    this.#listenedMs += durationMs;
    if (this.#filledMs >= STEP_MS) this.#endStep();
    return this.#verdict();
  }

  #endStep(): void {
    this.#steps.push(this.#power / this.#filledMs);
    const stepMs = this.#filledMs;
    this.#power = 0;
    this.#filledMs = 0;
    if (this.#steps.length < BLOCK_STEPS) return;
    const block = this.#steps.reduce((sum, step) => sum + step, 0) / BLOCK_STEPS;
    this.#steps.shift();
    if (loudnessOf(block) < SPEECH_LUFS_MIN) return;
    this.#loudness.push(block);
    this.#speechMs += stepMs;
  }

  #verdict(): SpeechVerdict {
    const isOver = this.#listenedMs >= LISTENING_MS_MAX;
    if (this.#speechMs < SPEECH_NEEDED_MS && !isOver)
      return { status: 'listening', speechMs: this.#speechMs };
    if (this.#speechMs < SPEECH_MS_MIN) return { status: 'no-speech' };
    const speechLufs = this.#loudness.read();
    const wantedDb = SPEECH_TARGET_LUFS - speechLufs;
    const boundedDb = Math.min(LIMITS.gainDbMax, Math.max(GAIN_DB_MIN, wantedDb));
    const gainDb = Math.round(boundedDb / GAIN_STEP_DB) * GAIN_STEP_DB + 0; // never -0
    return { status: 'heard', speechLufs, gainDb, shortDb: Math.max(0, wantedDb - boundedDb) };
  }
}
