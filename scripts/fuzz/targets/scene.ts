import { LIMITS } from '@/lib/core/contract/limits';
import type { FeedView } from '@/lib/core/contract/scene-document';
import { drawList } from '@/lib/core/layout/draw-list';
import { placeFeeds } from '@/lib/core/layout/place-feeds';
import { migrateSceneDocument } from '@/lib/core/scene/migrate-scene';
import { newSceneDocument, newTitleCard } from '@/lib/core/scene/new-scene-document';
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

/** Stored scene documents, of any version, and the picture that is drawn of them. */
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
      for (const { x, y, width, height } of placements) {
        const isInside = x >= 0 && y >= 0 && x + width <= CANVAS.width && y + height <= CANVAS.height;
        promise(isInside && width > 0 && height > 0, `a picture at ${x},${y} of ${width}x${height}`);
      }
      drawList({ document, placements, feeds, canvas: CANVAS, hasPicture: (feedId) => feedId.endsWith('1') });
      promise(
        migrateSceneDocument(document).status === 'ok',
        'what was lifted once is refused the second time',
      );
      return 'ok';
    },
  });
