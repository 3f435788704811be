import { describe, it } from 'vitest';
import type { FramePlan } from '@/lib/core/layout/staging';
import { composeScenes } from './compose';
import type { PackedPicture } from './picture';
import { SimdScaler } from './simd-scaler';
import { SourceLevels } from './source-levels';
import { I420Surface } from './surface';
import { expectGolden } from './testing/golden';
import {
  GOLDEN_CANVAS,
  GOLDEN_FEEDS,
  GOLDEN_SCENES,
  testCard,
  type GoldenFeedId,
} from './testing/golden-scenes';

const levels = new Map(
  Object.entries(GOLDEN_FEEDS).map(([feedId, size]) => {
    const entry = new SourceLevels();
    entry.replace(testCard(size, feedId as GoldenFeedId));
    return [feedId, entry];
  }),
);

describe.each([
  ['in loops', null],
  ['by SIMD', new SimdScaler()],
])('golden frames, scaled %s', (_name, scaler) => {
  it.each(GOLDEN_SCENES)('$name looks as approved', ({ name, plan }) => {
    expectGolden(name, draw(plan(GOLDEN_CANVAS), scaler));
  });
});

/** As I420Renderer does, without the VideoFrame around it, which Node does not have. */
function draw(plan: FramePlan, scaler: SimdScaler | null): PackedPicture {
  return composeScenes(() => newSurface(scaler), plan).picture;
}

function newSurface(scaler: SimdScaler | null): I420Surface {
  const assets = { source: (feedId: string) => levels.get(feedId), overlay: () => undefined };
  return new I420Surface(GOLDEN_CANVAS, assets, scaler);
}
