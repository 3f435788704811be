import { expect, it } from 'vitest';
import type { RasterOp } from './draw-list';
import { placeRaster, type RasterPlace } from './place-raster';

const op = (changes: Partial<RasterOp> = {}): RasterOp => ({
  kind: 'raster',
  key: 'k',
  spec: { kind: 'card', text: 'x', fontPx: 1, widthPxMax: 1 },
  ...{ x: 100, y: 50, anchorX: 0, anchorY: 0, alpha: 1 },
  ...changes,
});
const SIZE = { width: 40, height: 20 };
const CLIP = { x: 10, y: 40, width: 100, height: 30 };

it.each<[string, RasterOp, RasterPlace]>([
  ['by its top left', op(), { xs: [100], y: 50, clip: null }],
  ['by its middle', op({ anchorX: 0.5, anchorY: 0.5 }), { xs: [80], y: 40, clip: null }],
  ['by its bottom right', op({ anchorX: 1, anchorY: 1 }), { xs: [60], y: 30, clip: null }],
  ['on even pixels', op({ x: 100.9, y: 51.2 }), { xs: [100], y: 52, clip: null }],
  ['within a clip', op({ clip: CLIP }), { xs: [100], y: 50, clip: CLIP }],
  [
    'repeated from the left of the clip to its right',
    op({ x: -1_005, clip: CLIP, repeats: true }),
    { xs: [-4, 36, 76], y: 50, clip: CLIP },
  ],
  [
    'repeated, still on its way in',
    op({ x: 90, clip: CLIP, repeats: true }),
    { xs: [90], y: 50, clip: CLIP },
  ],
  [
    'revealed from the left',
    op({ reveal: { share: 0.5, from: 'left' } }),
    { xs: [100], y: 50, clip: { x: 100, y: 50, width: 20, height: 22 } },
  ],
  [
    'revealed from the right',
    op({ reveal: { share: 0.25, from: 'right' } }),
    { xs: [100], y: 50, clip: { x: 130, y: 50, width: 10, height: 22 } },
  ],
])('places a raster %s', (_name, given, place) => {
  expect(placeRaster(given, SIZE)).toEqual(place);
});
