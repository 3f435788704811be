import { LIMITS } from '../contract/limits';

/**
 * Where a fader stands on its way (0 bottom, 1 top) and what it does there. As on a desk, the way is longest where the
 * ear needs it: 60 % of it lies between -20 and +12 dB. Straight lines between the marks.
 */
const MARKS = [
  { position: 0, db: LIMITS.gainDbMin },
  { position: 0.08, db: -50 },
  { position: 0.17, db: -40 },
  { position: 0.28, db: -30 },
  { position: 0.4, db: -20 },
  { position: 0.58, db: -10 },
  { position: 0.78, db: 0 },
  { position: 1, db: LIMITS.gainDbMax },
] as const;

/** What is written beside a fader. */
export const FADER_SCALE_DB = [-40, -20, -10, -5, 0, 5, 12] as const;

/** @param db - clamped to the fader's range. @returns 0..1. */
export function faderPosition(db: number): number {
  return interpolate(db, 'db', 'position');
}

/** @param position - 0..1, clamped. @returns dB. */
export function faderDb(position: number): number {
  return interpolate(position, 'position', 'db');
}

function interpolate(value: number, from: 'db' | 'position', to: 'db' | 'position'): number {
  const first = MARKS[0];
  if (value <= first[from]) return first[to];
  let before: (typeof MARKS)[number] = first;
  for (const mark of MARKS) {
    if (value <= mark[from] && mark !== before) {
      const share = (value - before[from]) / (mark[from] - before[from]);
      return before[to] + share * (mark[to] - before[to]);
    }
    before = mark;
  }
  return before[to];
}
