import { describe, expect, it } from 'vitest';
import { layoutIdSchema, type FeedView } from '../contract/scene-document';
import { newSceneDocument, newTitleCard } from '../scene/new-scene-document';
import { placeFeeds } from './place-feeds';
import type { Placement, Rect } from './placement';

const HD = { width: 1280, height: 720 };

function cameras(count: number): FeedView[] {
  return Array.from({ length: count }, (_, index) => feed(`camera:${index}`));
}

function feed(feedId: string): FeedView {
  const kind = feedId.startsWith('screen') ? 'screen' : 'camera';
  return { feedId, seatId: feedId, kind, role: 'guest', name: feedId, live: true };
}

/** x y width height radius, one row per placement: whole results that can be read. */
function rows(placements: Placement[]): string[] {
  return placements.map(
    (p) => `${p.feedId} ${p.x},${p.y} ${p.width}x${p.height} r${p.radiusPx} z${p.z} ${p.cropMode}`,
  );
}

describe('placeFeeds at 1280x720', () => {
  it.each([
    ['solo', 3, ['camera:0 72,40 1136x640 r24 z0 cover']],
    ['split', 2, ['camera:0 0,0 638x720 r0 z0 cover', 'camera:1 642,0 638x720 r0 z1 cover']],
    ['side-by-side', 2, ['camera:0 40,122 590x476 r24 z0 cover', 'camera:1 650,122 590x476 r24 z1 cover']],
    [
      'grid',
      3,
      [
        'camera:0 82,42 548x308 r24 z0 cover',
        'camera:1 650,42 548x308 r24 z1 cover',
        'camera:2 366,370 548x308 r24 z2 cover',
      ],
    ],
    ['picture-in-picture', 2, ['camera:0 0,0 1280x720 r0 z0 cover', 'camera:1 960,524 280x156 r13 z1 cover']],
    [
      'presentation',
      3,
      [
        'camera:0 40,106 900x506 r24 z0 cover',
        'camera:1 960,108 280x242 r20 z1 cover',
        'camera:2 960,370 280x242 r20 z2 cover',
      ],
    ],
  ] as const)('%s with %i feeds', (layout, count, expected) => {
    expect(rows(placeFeeds(newSceneDocument(layout), cameras(count), HD))).toEqual(expected);
  });

  it('gives a presentation to the first shared screen and shows all of it', () => {
    const placed = placeFeeds(newSceneDocument('presentation'), [...cameras(1), feed('screen:0')], HD);
    expect(rows(placed)[0]).toBe('screen:0 40,106 900x506 r24 z0 contain');
    expect(placed.map((p) => p.feedId)).toEqual(['screen:0', 'camera:0']);
  });

  it('places nothing on a title card', () => {
    expect(placeFeeds(newTitleCard('Soon'), cameras(3), HD)).toEqual([]);
  });

  it('places nothing when nobody is on stage', () => {
    expect(placeFeeds(newSceneDocument('grid'), [], HD)).toEqual([]);
  });
});

describe('every layout, 1 to 14 feeds, three canvas sizes', () => {
  const canvases = [HD, { width: 1920, height: 1080 }, { width: 320, height: 180 }];
  const cases = layoutIdSchema.options.flatMap((layout) => canvases.map((canvas) => ({ layout, canvas })));

  it.each(cases)(
    '$layout on $canvas.width: even, inside, apart and of a sane shape',
    ({ layout, canvas }) => {
      for (let count = 1; count <= 14; count += 1) {
        const placed = placeFeeds(newSceneDocument(layout), cameras(count), canvas);
        const label = `${layout} with ${count}: ${rows(placed).join(' | ')}`;
        expect(placed.length, label).toBe(expectedCount(layout, count));
        for (const placement of placed) {
          for (const px of [placement.x, placement.y, placement.width, placement.height]) {
            expect(px % 2, label).toBe(0);
          }
          expect(placement.x, label).toBeGreaterThanOrEqual(0);
          expect(placement.y, label).toBeGreaterThanOrEqual(0);
          expect(placement.x + placement.width, label).toBeLessThanOrEqual(canvas.width);
          expect(placement.y + placement.height, label).toBeLessThanOrEqual(canvas.height);
          const aspect = placement.width / placement.height;
          expect(aspect, label).toBeGreaterThan(0.55);
          expect(aspect, label).toBeLessThan(2.5);
          expect(placement.radiusPx, label).toBeLessThanOrEqual(
            Math.min(placement.width, placement.height) / 2,
          );
        }
        expect(overlaps(placed, layout === 'picture-in-picture'), label).toBe(false);
        expect(
          placed.map((p) => p.z),
          label,
        ).toEqual(placed.map((_, index) => index));
      }
    },
  );

  function expectedCount(layout: string, count: number): number {
    if (layout === 'solo') return 1;
    if (layout === 'picture-in-picture') return Math.min(4, count);
    return Math.min(12, count);
  }

  function overlaps(placed: Placement[], ignoreMain: boolean): boolean {
    const tiles = ignoreMain ? placed.slice(1) : placed;
    return tiles.some((a, i) => tiles.slice(i + 1).some((b) => intersects(a, b)));
  }

  function intersects(a: Rect, b: Rect): boolean {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  }
});
