import { describe, expect, it } from 'vitest';
import { sceneSlotSchema, type SceneSlot } from '../contract/scene-document';
import { seededRandom } from '../show/testing/seeded-random';
import {
  bringForward,
  clampBox,
  EDIT_CANVAS,
  HANDLES,
  moveBox,
  newBox,
  resizeBox,
  SIDE_PX_MIN,
  snapMoved,
  snapResized,
  toBox,
  toShares,
  type Box,
} from './free-edit';

const box = (x: number, y: number, width = 400, height = 200): Box => ({ x, y, width, height });

describe('boxes', () => {
  it('come back as they were stored', () => {
    for (const one of [box(0, 0), box(33, 501, 77, 41), box(0, 0, 1280, 720)])
      expect(toBox(toShares(one))).toEqual(one);
  });

  it('move a pixel at a time and stop at the edges', () => {
    expect(moveBox(box(10, 10), 1, -1)).toEqual(box(11, 9));
    expect(moveBox(box(5, 5), -10, -10)).toEqual(box(0, 0));
    expect(moveBox(box(870, 515), 50, 50)).toEqual(box(880, 520));
  });

  it('are put right when a document holds impossible ones', () => {
    expect(clampBox(box(-20, 700, 3_000, 1))).toEqual(box(0, 680, 1280, SIDE_PX_MIN));
  });

  it.each([
    ['se', box(100, 100, 450, 260)],
    ['nw', box(150, 160, 350, 140)],
    ['n', box(100, 160, 400, 140)],
    ['e', box(100, 100, 450, 200)],
  ] as const)('resized by %s keep the opposite side', (handle, expected) => {
    expect(resizeBox(box(100, 100), handle, 50, 60)).toEqual(expected);
  });

  it('are never smaller than can be taken hold of', () => {
    expect(resizeBox(box(100, 100), 'nw', 900, 900)).toEqual(box(460, 260, SIDE_PX_MIN, SIDE_PX_MIN));
    expect(resizeBox(box(100, 100), 'se', -900, -900)).toEqual(box(100, 100, SIDE_PX_MIN, SIDE_PX_MIN));
  });

  it('stay whole, inside and large enough, whatever is done to them', () => {
    const random = seededRandom(7);
    let one = box(300, 200);
    for (let step = 0; step < 2_000; step += 1) {
      const [dx, dy] = [random.below(1_500) - 750 + 0.4, random.below(900) - 450];
      const handle = random.pick(HANDLES);
      one = random.chance(0.5)
        ? snapMoved(moveBox(one, dx, dy), [box(random.below(800), 10)]).box
        : snapResized(resizeBox(one, handle, dx, dy), handle, [box(random.below(800), 10)]).box;
      const { x, y, width, height } = one;
      expect([x, y, width, height].every(Number.isInteger)).toBe(true);
      expect(x >= 0 && y >= 0 && x + width <= EDIT_CANVAS.width && y + height <= EDIT_CANVAS.height).toBe(
        true,
      );
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(SIDE_PX_MIN);
      expect(sceneSlotSchema.safeParse({ binding: { kind: 'any' }, rect: toShares(one) }).success).toBe(true);
    }
  });
});

describe('snapping', () => {
  it('to the canvas: edges and centre', () => {
    expect(snapMoved(box(7, 265), [])).toEqual({
      box: box(0, 260),
      guides: [
        { axis: 'x', at: 0 },
        { axis: 'y', at: 360 },
      ],
    });
  });

  it('to the edges and centres of other boxes, the nearest line wins', () => {
    const other = box(600, 300);
    expect(snapMoved(box(194, 60), [other])).toMatchObject({
      box: { x: 200 },
      guides: [{ axis: 'x', at: 600 }],
    });
    expect(snapMoved(box(596, 95), [other]).box.x).toBe(600);
    expect(snapMoved(box(605, 120), [other]).box).toMatchObject({ x: 600, y: 120 });
  });

  it('leaves alone what no line is near to', () => {
    expect(snapMoved(box(120, 60), [])).toEqual({ box: box(120, 60), guides: [] });
  });

  it('moves only the edges that are held', () => {
    expect(snapResized(box(5, 100, 632, 200), 'e', [])).toEqual({
      box: box(5, 100, 635, 200),
      guides: [{ axis: 'x', at: 640 }],
    });
  });
});

describe('slots', () => {
  const slot = (seatId: string): SceneSlot => ({ binding: { kind: 'seat', seatId }, rect: null });
  it('come forward one at a time', () => {
    const [a, b, c] = [slot('a'), slot('b'), slot('c')];
    expect(bringForward([a, b, c], 0)).toEqual([b, a, c]);
    expect(bringForward([a, b, c], 2)).toEqual([a, b, c]);
  });

  it('new ones never lie exactly on each other', () => {
    const places = Array.from({ length: 8 }, (_, count) => JSON.stringify(newBox(count)));
    expect(new Set(places).size).toBe(places.length);
  });
});
