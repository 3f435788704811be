import type { SoundLevel } from './meter';

/** How hard dynamics have worked of late, on what was heard. */
export interface Strain {
  /** Glides over TIME_CONSTANT_MS of heard sound. */
  reductionDb: number;
  /** Sound heard so far, up to ENOUGH_MS: a laugh is no habit. */
  heardMs: number;
  isStrained: boolean;
}

export const NO_STRAIN: Strain = { reductionDb: 0, heardMs: 0, isStrained: false };

/**
 * Where it is heard as squashed. A voice: the strong preset takes 11 dB from one at its usual level, so four more say that
 * the microphone is far too loud for it. The program: a limiter that is always 3 dB down flattens what it passes.
 */
export const STRAIN_DB = { voice: 15, program: 3 } as const;
/** It ends below this share of where it began, so that it does not flicker. */
const RELEASE_SHARE = 0.7;
const TIME_CONSTANT_MS = 8_000;
const ENOUGH_MS = 10_000;
/** -50 dBFS: quieter stretches are pauses, in which a gate takes all there is. */
const HEARD_MEAN_SQUARE = 1e-5;

/**
 * Takes in the next stretch of sound. @param limitDb - mean reduction that counts as squashed, of STRAIN_DB.
 * @returns the same object where nothing was heard.
 */
export function nextStrain(
  before: Strain,
  stretch: Pick<SoundLevel, 'meanSquare'> & { reductionDb: number; durationMs: number },
  limitDb: number,
): Strain {
  if (stretch.meanSquare < HEARD_MEAN_SQUARE) return before;
  const share = 1 - Math.exp(-stretch.durationMs / TIME_CONSTANT_MS);
  const reductionDb = before.reductionDb + (stretch.reductionDb - before.reductionDb) * share;
  const heardMs = Math.min(ENOUGH_MS, before.heardMs + stretch.durationMs);
  const beginsAtDb = before.isStrained ? limitDb * RELEASE_SHARE : limitDb;
  return { reductionDb, heardMs, isStrained: heardMs >= ENOUGH_MS && reductionDb >= beginsAtDb };
}
