import { describe, it } from 'vitest';
import type { FramePlan } from '@/lib/core/layout/staging';
import { mixPictures, wipePictures } from './mix';
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
function draw({ ops, mix }: FramePlan): PackedPicture {
  const scene = newSurface();
  scene.render(ops);
  if (!mix) return scene.picture;
  const outgoing = newSurface();
  outgoing.render(mix.from);
  if (mix.kind === 'wipe') wipePictures(scene.picture, outgoing.picture, mix.progress);
  else mixPictures(scene.picture, outgoing.picture, 1 - mix.progress);
  return scene.picture;
}

function newSurface(): I420Surface {
  return new I420Surface(GOLDEN_CANVAS, { source: (feedId) => levels.get(feedId), overlay: () => undefined });
}
