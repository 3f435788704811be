import { GAIN_DB_MIN } from '../contract/mix-limits';
import { dbToGain } from './decibels';

/** Amplitude factor of a fader. At its lower end it is shut, as people expect of a fader. */
export function faderGain(db: number): number {
  return db <= GAIN_DB_MIN ? 0 : dbToGain(db);
}
