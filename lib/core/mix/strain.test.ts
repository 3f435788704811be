import { expect, it } from 'vitest';
import { NO_STRAIN, nextStrain, STRAIN_DB, type Strain } from './strain';

const REPORT_MS = 21;
const SPEECH = 0.01;
const SILENCE = 1e-7;

function after(
  start: Strain,
  {
    seconds,
    reductionDb,
    meanSquare = SPEECH,
  }: { seconds: number; reductionDb: number; meanSquare?: number },
): Strain {
  let strain = start;
  for (let ms = 0; ms < seconds * 1_000; ms += REPORT_MS)
    strain = nextStrain(strain, { meanSquare, reductionDb, durationMs: REPORT_MS }, STRAIN_DB.voice);
  return strain;
}

it.each([
  ['a voice at its usual level under the strong preset', { seconds: 60, reductionDb: 11 }, false],
  ['one laugh', { seconds: 3, reductionDb: 30 }, false],
  ['half a minute far too loud', { seconds: 30, reductionDb: 20 }, true],
  ['a gate that is shut in a pause', { seconds: 60, reductionDb: 60, meanSquare: SILENCE }, false],
])('%s: squashed is %s', (_name, part, isStrained) =>
  expect(after(NO_STRAIN, part).isStrained).toBe(isStrained),
);

it('outlasts pauses, holds while it is nearly as bad, and ends when it is better', () => {
  const squashed = after(NO_STRAIN, { seconds: 30, reductionDb: 20 });
  expect(after(squashed, { seconds: 60, reductionDb: 60, meanSquare: SILENCE })).toBe(squashed);
  expect(after(squashed, { seconds: 60, reductionDb: 12 }).isStrained).toBe(true);
  expect(after(squashed, { seconds: 60, reductionDb: 6 }).isStrained).toBe(false);
});
