import { LIMITS } from '@/lib/core/contract/limits';
import { transitionKindSchema, type FeedView, type SceneDocument } from '@/lib/core/contract/scene-document';
import { drawList } from '@/lib/core/layout/draw-list';
import { GLIDE_MS, framePlan, layerOps, stageScene } from '@/lib/core/layout/staging';
import { placeFeeds } from '@/lib/core/layout/place-feeds';
import { migrateSceneDocument } from '@/lib/core/scene/migrate-scene';
import { newSceneDocument, newTitleCard } from '@/lib/core/scene/new-scene-document';
import type { SeededRandom } from '@/lib/core/show/testing/seeded-random';
import { promise, target } from '../fuzz-target';
import { VALUE } from '../mutate/value';

const CANVAS = { width: 1280, height: 720 };
const feed = (index: number): FeedView => ({
  feedId: `${index % 5 === 4 ? 'screen' : 'camera'}:s${index}`,
  seatId: `s${index}`,
  kind: index % 5 === 4 ? 'screen' : 'camera',
  role: index % 2 === 0 ? 'host' : 'guest',
  name: index % 3 === 0 ? '' : `Guest ${index}`,
  live: true,
});

/** Stored scene documents, of any version, and the pictures that are drawn of them, at rest and while they come on. */
export const scene = () =>
  target({
    name: 'scene',
    kind: VALUE,
    sizeMax: 256 * 1024,
    dictionary: [
      'version',
      'layout',
      'grid',
      'presentation',
      'free',
      'slots',
      'binding',
      'rect',
      'seat',
      'screen',
      'logo',
      'data:image/png;base64,',
      '#ffffff',
      'card',
    ],
    corpus: [
      newSceneDocument('grid'),
      newSceneDocument('presentation'),
      newTitleCard('Soon'),
      {
        ...newSceneDocument('free'),
        slots: [
          { binding: { kind: 'role', role: 'screen' }, rect: { x: 0, y: 0, width: 1, height: 1 } },
          { binding: { kind: 'seat', seatId: 's1' }, rect: { x: 0.7, y: 0.7, width: 0.25, height: 0.25 } },
          { binding: { kind: 'any' }, rect: null },
        ],
      },
      {
        ...newSceneDocument('interview'),
        slots: [{ binding: { kind: 'role', role: 'host' }, rect: null }],
      },
      {
        ...newSceneDocument('solo'),
        logo: { kind: 'image', dataUrl: `data:image/webp;base64,${'A'.repeat(50_000)}` },
      },
      { ...newSceneDocument('split'), version: 99 },
      { version: -1 },
      null,
    ],
    run: (stored, random) => {
      const migrated = migrateSceneDocument(stored);
      if (migrated.status === 'refused') return migrated.reason;
      const { document } = migrated;
      const feeds = Array.from({ length: random.below(LIMITS.stageSeatsMax * 2 + 1) }, (_, index) =>
        feed(index),
      );
      const placements = placeFeeds(document, feeds, CANVAS);
      checkPlaces(placements);
      drawList({ document, placements, feeds, canvas: CANVAS, hasPicture });
      checkMotion(document, feeds, random);
      promise(
        migrateSceneDocument(document).status === 'ok',
        'what was lifted once is refused the second time',
      );
      return 'ok';
    },
  });

const hasPicture = (feedId: string): boolean => feedId.endsWith('1');

function checkPlaces(places: readonly { x: number; y: number; width: number; height: number }[]): void {
  for (const { x, y, width, height } of places) {
    const isInside = x >= 0 && y >= 0 && x + width <= CANVAS.width && y + height <= CANVAS.height;
    const isEven = [x, y, width, height].every((px) => px % 2 === 0);
    promise(isInside && isEven && width > 0 && height > 0, `a picture at ${x},${y} of ${width}x${height}`);
  }
}

/** The scene comes on from a grid, then loses a feed: every frame between is drawn inside the canvas. */
function checkMotion(document: SceneDocument, feeds: FeedView[], random: SeededRandom): void {
  const from = { document: newSceneDocument('grid'), feeds: feeds.slice(random.below(3)) };
  const transition = { kind: random.pick(transitionKindSchema.options), durationMs: 400 };
  const scene = { rev: 1, document, feeds, change: { from, transition, startedAtMs: 1_000 } };
  const changing = stageScene(null, scene, { nowMs: 1_000, canvas: CANVAS });
  const fewer = { ...scene, rev: 2, feeds: feeds.slice(1) };
  const gliding = stageScene(changing, fewer, { nowMs: 1_200, canvas: CANVAS });
  for (const [staging, startMs, lengthMs] of [
    [changing, 1_000, 400],
    [gliding, 1_200, GLIDE_MS],
  ] as const) {
    const nowMs = startMs + random.below(lengthMs);
    const at = { canvas: CANVAS, hasPicture };
    const { ops, mix } = framePlan(staging, { ...at, nowMs, restOps: (layer) => layerOps(layer, at) });
    checkPlaces([...ops, ...(mix?.from ?? [])].filter((op) => op.kind === 'video'));
  }
}
