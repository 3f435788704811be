import { LIMITS } from '../contract/limits';
import { dbToGain } from './decibels';

/** Amplitude factor of a fader. At its lower end it is shut, as people expect of a fader. */
export function faderGain(db: number): number {
  return db <= LIMITS.gainDbMin ? 0 : dbToGain(db);
}
