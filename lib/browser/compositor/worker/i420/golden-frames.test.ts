import { describe, it } from 'vitest';
import type { FramePlan } from '@/lib/core/layout/staging';
import { composeScenes } from './compose';
import type { PackedPicture } from './picture';
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

describe('golden frames', () => {
  it.each(GOLDEN_SCENES)('$name looks as approved', ({ name, plan }) => {
    expectGolden(name, draw(plan(GOLDEN_CANVAS)));
  });
});

/** As I420Renderer does, without the VideoFrame around it, which Node does not have. */
function draw(plan: FramePlan): PackedPicture {
  return composeScenes(newSurface, plan).picture;
}

function newSurface(): I420Surface {
  return new I420Surface(GOLDEN_CANVAS, { source: (feedId) => levels.get(feedId), overlay: () => undefined });
}
