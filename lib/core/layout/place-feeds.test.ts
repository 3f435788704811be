import { describe, expect, it } from 'vitest';
import {
  layoutIdSchema,
  type FeedView,
  type LayoutId,
  type SceneDocument,
  type SceneSlot,
  type SlotBinding,
} from '../contract/scene-document';
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
    [
      'interview',
      3,
      [
        'camera:0 40,86 432x548 r24 z0 cover',
        'camera:1 492,86 364x548 r24 z1 cover',
        'camera:2 876,86 364x548 r24 z2 cover',
      ],
    ],
    ['interview', 1, ['camera:0 72,40 1136x640 r24 z0 cover']],
    ['news', 1, ['camera:0 0,0 1280x720 r0 z0 cover']],
    ['news', 2, ['camera:0 40,40 408x520 r24 z0 cover', 'camera:1 468,40 772x520 r24 z1 cover']],
    [
      'spotlight',
      4,
      [
        'camera:0 186,40 906x510 r24 z0 cover',
        'camera:1 322,570 198x110 r9 z1 cover',
        'camera:2 540,570 198x110 r9 z2 cover',
        'camera:3 758,570 198x110 r9 z3 cover',
      ],
    ],
    ['cinema', 2, ['camera:0 0,0 1280x720 r0 z0 cover']],
  ] as const)('%s with %i feeds', (layout, count, expected) => {
    expect(rows(placeFeeds(newSceneDocument(layout), cameras(count), HD))).toEqual(expected);
  });

  it('gives a presentation to the first shared screen and shows all of it', () => {
    const placed = placeFeeds(newSceneDocument('presentation'), [...cameras(1), feed('screen:0')], HD);
    expect(rows(placed)[0]).toBe('screen:0 40,106 900x506 r24 z0 contain');
    expect(placed.map((p) => p.feedId)).toEqual(['screen:0', 'camera:0']);
  });

  it.each([
    ['news', ['camera:host', 'screen:0', 'camera:0']],
    ['spotlight', ['screen:0', 'camera:0', 'camera:host']],
    ['cinema', ['screen:0']],
  ] as const)('%s gives its first places to those it is about', (layout, expected) => {
    const feeds = [feed('camera:0'), { ...feed('camera:host'), role: 'host' as const }, feed('screen:0')];
    expect(placeFeeds(newSceneDocument(layout), feeds, HD).map(({ feedId }) => feedId)).toEqual(expected);
  });

  const people = { ...newSceneDocument('interview'), screenLeads: false };

  it('interview gives its first place to the host', () => {
    const feeds = [feed('camera:0'), { ...feed('camera:host'), role: 'host' as const }, feed('screen:0')];
    expect(placeFeeds(people, feeds, HD).map(({ feedId }) => feedId)).toEqual([
      'camera:host',
      'camera:0',
      'screen:0',
    ]);
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
    if (layout === 'solo' || layout === 'cinema') return 1;
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

describe('slot bindings', () => {
  const host = { ...feed('camera:host'), role: 'host' as const };
  const [ada, bob, screen] = [feed('camera:ada'), feed('camera:bob'), feed('screen:ada')];
  const anybody: SlotBinding = { kind: 'any' };
  const role = (name: 'host' | 'guest' | 'screen'): SlotBinding => ({ kind: 'role', role: name });
  const seat = (seatId: string): SlotBinding => ({ kind: 'seat', seatId });
  const bound = (layout: LayoutId, ...bindings: SlotBinding[]) => ({
    ...newSceneDocument(layout),
    screenLeads: false,
    slots: bindings.map((binding) => ({ binding, rect: null })),
  });

  it.each<[string, SceneDocument, FeedView[], string[]]>([
    ['a role', bound('solo', role('host')), [ada, host], ['camera:host']],
    ['a seat', bound('solo', seat('camera:bob')), [ada, bob], ['camera:bob']],
    ['a seat means the camera, not the screen', bound('solo', seat('screen:ada')), [screen], []],
    [
      'a screen',
      bound('split', anybody, role('screen')),
      [ada, screen, bob],
      ['camera:ada', 'screen:ada', 'camera:bob'],
    ],
    [
      'anybody but those that other slots name',
      bound('split', anybody, seat('camera:ada')),
      [ada, bob],
      ['camera:bob', 'camera:ada'],
    ],
    [
      'the first that fits, each once',
      bound('grid', role('guest'), role('guest')),
      [bob, host, ada],
      ['camera:bob', 'camera:ada', 'camera:host'],
    ],
    ['nobody in the place of one who is not there', bound('solo', role('host')), [ada, bob], []],
    ['the others, closed up', bound('split', role('host'), anybody), [ada], ['camera:ada']],
    [
      'what a presentation is about',
      bound('presentation', seat('camera:bob')),
      [ada, screen, bob],
      ['camera:bob', 'screen:ada', 'camera:ada'],
    ],
  ])('%s', (_name, document, feeds, expected) => {
    expect(placeFeeds(document, feeds, HD).map(({ feedId }) => feedId)).toEqual(expected);
  });

  it('leaves as many places as the layout has', () => {
    const document = bound('picture-in-picture', anybody, role('host'), role('screen'));
    expect(placeFeeds(document, cameras(6), HD)).toHaveLength(2);
  });
});

describe('[SC9] a shared screen', () => {
  const host = { ...feed('camera:host'), role: 'host' as const };
  const stage = [feed('camera:ada'), host, feed('screen:ada')];
  const [ALONE, BESIDE_TWO] = ['1136x640', '900x506'];
  const largest = (document: SceneDocument, feeds = stage) => {
    const [first, ...others] = placeFeeds(document, feeds, HD);
    return [first && `${first.feedId} ${first.width}x${first.height}`, ...others.map(({ feedId }) => feedId)];
  };
  const leading = (layout: LayoutId, ...bindings: SlotBinding[]): SceneDocument => ({
    ...newSceneDocument(layout),
    slots: bindings.map((binding) => ({ binding, rect: null })),
  });

  it.each<[LayoutId, string[]]>([
    ['solo', ['screen:ada 900x506', 'camera:ada']],
    ['split', [`screen:ada ${BESIDE_TWO}`, 'camera:ada', 'camera:host']],
    ['side-by-side', [`screen:ada ${BESIDE_TWO}`, 'camera:ada', 'camera:host']],
    ['grid', [`screen:ada ${BESIDE_TWO}`, 'camera:ada', 'camera:host']],
    ['interview', [`screen:ada ${BESIDE_TWO}`, 'camera:host', 'camera:ada']],
    ['picture-in-picture', ['screen:ada 1280x720', 'camera:ada', 'camera:host']],
    ['free', [`screen:ada ${BESIDE_TWO}`, 'camera:ada', 'camera:host']],
    // These have a place for it anyway.
    ['presentation', [`screen:ada ${BESIDE_TWO}`, 'camera:ada', 'camera:host']],
    ['news', ['camera:host 408x520', 'screen:ada', 'camera:ada']],
    ['cinema', ['screen:ada 1280x720']],
  ])('takes the large place of %s', (layout, expected) => {
    expect(largest(leading(layout))).toEqual(expected);
  });

  it('leaves a scene as it is that wants it so, that has a slot for it, or that nobody shares in', () => {
    const grid = { ...leading('grid'), screenLeads: false };
    const asItIs = rows(placeFeeds(grid, stage, HD));
    expect(rows(placeFeeds(leading('grid'), stage, HD))).not.toEqual(asItIs);
    expect(largest(grid)[0]).toBe('camera:ada 548x308');
    const split = leading('split', { kind: 'any' }, { kind: 'role', role: 'screen' });
    expect(largest(split)[0]).toMatch(/^camera:ada/);
    const shareless = [feed('camera:ada'), host];
    expect(largest(leading('solo'), shareless)).toEqual([`camera:ada ${ALONE}`]);
  });

  it('shows beside it whom the scene is for, and no more than the scene shows', () => {
    expect(largest(leading('solo', { kind: 'role', role: 'host' }))).toEqual([
      'screen:ada 900x506',
      'camera:host',
    ]);
    const two = [...stage, feed('screen:host')];
    expect(largest(leading('grid'), two)).toEqual([
      'screen:ada 900x506',
      'camera:ada',
      'camera:host',
      'screen:host',
    ]);
  });

  it('stays inside a canvas of any size with any number of people', () => {
    for (const layout of layoutIdSchema.options)
      for (let count = 1; count <= 12; count += 1)
        for (const canvas of [HD, { width: 320, height: 180 }])
          for (const place of placeFeeds(leading(layout), [...cameras(count), feed('screen:0')], canvas)) {
            expect([place.x, place.y, place.width, place.height].every((px) => px % 2 === 0 && px >= 0)).toBe(
              true,
            );
            expect(place.x + place.width <= canvas.width && place.y + place.height <= canvas.height).toBe(
              true,
            );
          }
  });
});

describe('the free layout', () => {
  const slot = (...[x, y, width, height]: [number, number, number, number]): SceneSlot => {
    return { binding: { kind: 'any' }, rect: { x, y, width, height } };
  };
  const place = (slots: SceneDocument['slots'], count = 3, canvas = HD) =>
    rows(placeFeeds({ ...newSceneDocument('free'), slots }, cameras(count), canvas));

  it.each<[string, SceneDocument['slots'], string[]]>([
    ['shares of the canvas', [slot(0.25, 0.25, 0.5, 0.5)], ['camera:0 320,180 640x360 r24 z0 cover']],
    ['square corners at the edge', [slot(0, 0.25, 0.5, 0.5)], ['camera:0 0,180 640x360 r0 z0 cover']],
    ['even pixels', [slot(0.1003, 0.1003, 0.3001, 0.3001)], ['camera:0 128,72 384x216 r18 z0 cover']],
    ['inside, if only just', [slot(0.9, 0.9, 0.5, 0.5)], ['camera:0 640,360 640x360 r0 z0 cover']],
    ['never smaller than can be seen', [slot(1, 1, 0, 0)], ['camera:0 1264,704 16x16 r0 z0 cover']],
    [
      'later ones above',
      [slot(0, 0, 1, 1), slot(0.5, 0.5, 0.25, 0.25)],
      ['camera:0 0,0 1280x720 r0 z0 cover', 'camera:1 640,360 320x180 r15 z1 cover'],
    ],
    [
      'a place for one who is not there stays free',
      [{ ...slot(0, 0, 0.5, 0.5), binding: { kind: 'role', role: 'host' } }, slot(0.5, 0.5, 0.5, 0.5)],
      ['camera:0 640,360 640x360 r0 z0 cover'],
    ],
    [
      'slots without a place show nobody',
      [{ binding: { kind: 'any' }, rect: null }, slot(0.5, 0.5, 0.5, 0.5)],
      ['camera:0 640,360 640x360 r0 z0 cover'],
    ],
  ])('%s', (_name, slots, expected) => expect(place(slots)).toEqual(expected));

  it('looks like a grid until a slot has a place', () => {
    expect(place([])).toEqual(rows(placeFeeds(newSceneDocument('grid'), cameras(3), HD)));
  });

  it('stays inside and even on any canvas, wherever the slots are', () => {
    for (let step = 0; step <= 40; step += 1) {
      const share = (index: number): number => ((step * 7 + index * 13) % 41) / 40;
      const slots = [slot(share(0), share(1), share(2), share(3))];
      for (const canvas of [HD, { width: 640, height: 360 }, { width: 320, height: 180 }]) {
        const [placed] = placeFeeds({ ...newSceneDocument('free'), slots }, cameras(1), canvas);
        const { x, y, width, height } = placed!;
        expect([x, y, width, height].every((px) => px % 2 === 0 && px >= 0)).toBe(true);
        expect(x + width <= canvas.width && y + height <= canvas.height).toBe(true);
      }
    }
  });
});
