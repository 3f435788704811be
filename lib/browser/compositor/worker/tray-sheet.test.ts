import { expect, it } from 'vitest';
import type { DrawOp } from '@/lib/core/layout/draw-list';
import type { CanvasSize } from '@/lib/core/layout/placement';
import { TraySheetDrawer } from './tray-sheet';

function setUp() {
  const drawn: { ops: readonly DrawOp[]; size: CanvasSize }[] = [];
  const drawer = new TraySheetDrawer({
    still: (ops, size) => {
      drawn.push({ ops, size });
      return Promise.resolve(size as ImageBitmap);
    },
  });
  return { drawn, drawer };
}

it('puts one cell per feed below the other, and leaves out feeds without a picture', async () => {
  const { drawn, drawer } = setUp();
  const sheet = await drawer.draw(
    ['camera:a', 'camera:dark', 'screen:b'],
    { width: 201, height: 119 },
    (id) => id !== 'camera:dark',
  );
  expect(sheet?.feedIds).toEqual(['camera:a', 'screen:b']);
  expect(drawn[0]?.size).toEqual({ width: 202, height: 240 });
  const cells = drawn[0]?.ops.filter((op) => op.kind === 'video');
  expect(cells).toEqual([
    expect.objectContaining({ feedId: 'camera:a', x: 0, y: 0, width: 202, height: 120, cropMode: 'cover' }),
    expect.objectContaining({
      feedId: 'screen:b',
      x: 0,
      y: 120,
      width: 202,
      height: 120,
      cropMode: 'contain',
    }),
  ]);
});

it('draws nothing while nobody has a picture', async () => {
  const { drawn, drawer } = setUp();
  expect(await drawer.draw(['camera:a'], { width: 200, height: 100 }, () => false)).toBeNull();
  expect(drawn).toEqual([]);
});

it('hands the renderer the same list until people or size change, so that it can keep what it prepared', async () => {
  const { drawn, drawer } = setUp();
  const cell = { width: 200, height: 100 };
  await drawer.draw(['camera:a'], cell, () => true);
  await drawer.draw(['camera:a'], cell, () => true);
  await drawer.draw(['camera:a', 'camera:b'], cell, () => true);
  expect(drawn[1]?.ops).toBe(drawn[0]?.ops);
  expect(drawn[2]?.ops).not.toBe(drawn[1]?.ops);
});
