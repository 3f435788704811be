import { describe, expect, it } from 'vitest';
import { drawList, type DrawOp } from '@/lib/core/layout/draw-list';
import { placeFeeds } from '@/lib/core/layout/place-feeds';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { parseHexColor, rgbToYuv } from './color';
import { newOverlay } from './overlay';
import { newCoverage, newPicture, spreadCoverage, type PackedPicture } from './picture';
import { pictureToRgba } from './rgba';
import { newSimdScaler, type SimdScaler } from './simd-scaler';
import { SourceLevels } from './source-levels';
import { I420Surface } from './surface';

const BLACK: DrawOp = { kind: 'background', paint: { kind: 'color', color: '#000000' } };
const COLORS = ['#c81e64', '#20c040', '#1030e0', '#e0c020'];

function flat(color: string, width = 640, height = 360): PackedPicture {
  const picture = newPicture(width, height);
  const yuv = rgbToYuv(parseHexColor(color));
  for (const [index, plane] of [picture.y, picture.u, picture.v].entries())
    plane.data.fill(Math.round(yuv[index]!));
  return picture;
}

/** Circles and ramps: shows wrong crops, aliasing and shifted colour planes. */
function testCard(width: number, height: number): PackedPicture {
  const picture = newPicture(width, height);
  for (let row = 0; row < height; row += 1) {
    for (let x = 0; x < width; x += 1) {
      const distance = Math.hypot(x - width / 2, row - height / 2);
      picture.y.data[row * width + x] = 126 + 90 * Math.sin(distance / 6);
      const chroma = (row >> 1) * picture.u.stride + (x >> 1);
      picture.u.data[chroma] = 16 + (224 * x) / width;
      picture.v.data[chroma] = 16 + (224 * row) / height;
    }
  }
  return picture;
}

function surfaceWith(
  sources: Record<string, PackedPicture>,
  size = { width: 1280, height: 720 },
  scaler: SimdScaler | null = null,
): I420Surface {
  const levels = new Map(
    Object.entries(sources).map(([feedId, picture]) => {
      const entry = new SourceLevels();
      entry.replace(picture);
      return [feedId, entry];
    }),
  );
  return new I420Surface(size, { source: (feedId) => levels.get(feedId), overlay: () => undefined }, scaler);
}

function pixel(surface: I420Surface, x: number, y: number): number[] {
  const { picture } = surface;
  return [...pictureToRgba(picture).slice((y * picture.width + x) * 4, (y * picture.width + x) * 4 + 3)];
}

function expectColor(seen: number[], color: string): void {
  for (const [index, value] of parseHexColor(color).entries())
    expect(Math.abs(seen[index]! - value), `${seen.join()} instead of ${color}`).toBeLessThanOrEqual(4);
}

function video(
  rect: { x: number; y: number; width: number; height: number },
  changes: Partial<DrawOp> = {},
): DrawOp {
  return {
    kind: 'video',
    feedId: 'a',
    cropMode: 'cover',
    radiusPx: 0,
    alpha: 1,
    ...rect,
    ...changes,
  } as DrawOp;
}

describe('I420Surface', () => {
  it('shows every guest of a grid in the right tile and colour', () => {
    const feeds = COLORS.map((color) => ({
      feedId: color,
      seatId: color,
      kind: 'camera' as const,
      role: 'guest' as const,
      name: '',
      live: true,
    }));
    const surface = surfaceWith(Object.fromEntries(COLORS.map((color) => [color, flat(color)])));
    const document = newSceneDocument('grid');
    const canvas = { width: 1280, height: 720 };
    const placements = placeFeeds(document, feeds, canvas);
    surface.render(drawList({ document, placements, feeds, canvas, hasPicture: () => true }));
    for (const placement of placements) {
      const centre = pixel(surface, placement.x + placement.width / 2, placement.y + placement.height / 2);
      const expected = parseHexColor(placement.feedId);
      for (const [index, value] of centre.entries()) {
        expect(Math.abs(value - expected[index]!), placement.feedId).toBeLessThanOrEqual(3);
      }
    }
  });

  it('rounds corners: nothing of the tile at its very corner, all of it inside', () => {
    const surface = surfaceWith({ a: flat('#ffffff') }, { width: 320, height: 180 });
    surface.render([BLACK, video({ x: 40, y: 40, width: 160, height: 90 }, { radiusPx: 20 })]);
    expect(pixel(surface, 40, 40)).toEqual([0, 0, 0]);
    expect(pixel(surface, 199, 129)).toEqual([0, 0, 0]);
    expect(pixel(surface, 60, 40)).toEqual([255, 255, 255]);
    expect(pixel(surface, 46, 46)).toEqual([255, 255, 255]);
  });

  it('shows all of a contained picture, centred, and the background beside it', () => {
    const surface = surfaceWith({ a: flat('#ffffff', 400, 400) }, { width: 320, height: 180 });
    surface.render([BLACK, video({ x: 0, y: 0, width: 320, height: 180 }, { cropMode: 'contain' })]);
    expect(pixel(surface, 68, 90)).toEqual([0, 0, 0]);
    expect(pixel(surface, 160, 2)).toEqual([255, 255, 255]);
    expect(pixel(surface, 252, 90)).toEqual([0, 0, 0]);
  });

  it('mixes with what is behind at half alpha', () => {
    const surface = surfaceWith({ a: flat('#ffffff') }, { width: 320, height: 180 });
    surface.render([BLACK, video({ x: 0, y: 0, width: 320, height: 180 }, { alpha: 0.5 })]);
    for (const value of pixel(surface, 160, 90)) expect(Math.abs(value - 127.5)).toBeLessThanOrEqual(2);
  });

  it('leaves the background where a source has no frame yet', () => {
    const surface = surfaceWith({}, { width: 320, height: 180 });
    surface.render([BLACK, video({ x: 0, y: 0, width: 320, height: 180 })]);
    expect(pixel(surface, 160, 90)).toEqual([0, 0, 0]);
  });

  it('draws an overlay that arrives late, and its soft edge without a dark fringe', () => {
    const pixels = new Uint8ClampedArray(4 * 4 * 4);
    for (let at = 0; at < 64; at += 4) pixels.set(at % 16 < 8 ? [255, 0, 0, 255] : [0, 0, 0, 0], at);
    const overlay = newOverlay(pixels, 4, 4);
    let ready = false;
    const surface = new I420Surface(
      { width: 16, height: 16 },
      { source: () => undefined, overlay: () => (ready ? overlay : undefined) },
    );
    const spec = { kind: 'card', text: 'x', fontPx: 1, widthPxMax: 1 } as const;
    const ops: DrawOp[] = [
      BLACK,
      { kind: 'raster', key: 'k', spec, x: 8, y: 8, anchorX: 0, anchorY: 0, alpha: 1 },
    ];
    surface.render(ops);
    expect(pixel(surface, 8, 8)).toEqual([0, 0, 0]);
    ready = true;
    surface.render(ops);
    const [red, green, blue] = pixel(surface, 8, 8) as [number, number, number];
    expect(red).toBeGreaterThan(250);
    expect(Math.max(green, blue)).toBeLessThanOrEqual(3);
    expect(pixel(surface, 12, 8)).toEqual([0, 0, 0]);
  });

  it.each([5, 6, 7, 8])('keeps the rows of an overlay %i px wide under each other', (width) => {
    const pixels = new Uint8ClampedArray(width * 6 * 4);
    for (let at = 0; at < pixels.length; at += 4)
      pixels.set((at / 4) % width < 2 ? [255, 255, 255, 255] : [0, 0, 0, 0], at);
    const overlay = newOverlay(pixels, width, 6);
    const surface = new I420Surface(
      { width: 32, height: 16 },
      { source: () => undefined, overlay: () => overlay },
    );
    const spec = { kind: 'card', text: 'x', fontPx: 1, widthPxMax: 1 } as const;
    surface.render([BLACK, { kind: 'raster', key: 'k', spec, x: 8, y: 4, anchorX: 0, anchorY: 0, alpha: 1 }]);
    for (let y = 4; y < 10; y += 1) {
      expect(pixel(surface, 9, y)).toEqual([255, 255, 255]);
      expect(pixel(surface, 10, y)).toEqual([0, 0, 0]);
    }
  });

  it('draws graphics over the picture, cut to their clip and repeated within it', () => {
    const pixels = new Uint8ClampedArray(4 * 4 * 4);
    for (let at = 0; at < pixels.length; at += 4)
      pixels.set(at % 16 < 8 ? [255, 255, 255, 255] : [0, 0, 0, 0], at);
    const overlay = newOverlay(pixels, 4, 4);
    const surface = new I420Surface(
      { width: 32, height: 16 },
      { source: () => undefined, overlay: () => overlay },
    );
    const spec = { kind: 'card', text: 'x', fontPx: 1, widthPxMax: 1 } as const;
    const at = { x: -1_000, y: 4, anchorX: 0, anchorY: 0, alpha: 1 } as const;
    const clip = { x: 6, y: 4, width: 12, height: 2 };
    surface.render([BLACK]);
    surface.drawOver([{ kind: 'raster', key: 'k', spec, ...at, clip, repeats: true }]);
    const row = (y: number) =>
      Array.from({ length: 32 }, (_, x) => (pixel(surface, x, y)[0]! > 128 ? '#' : '.')).join('');
    expect(row(4)).toBe('........##..##..##..............');
    expect(row(5)).toBe(row(4));
    expect(row(6)).toBe('.'.repeat(32));
    surface.render([BLACK]);
    expect(row(4)).toBe('.'.repeat(32));
  });

  it('draws a clip over the picture as far as it has faded in, on black where its shape is another', () => {
    const surface = surfaceWith({ clip: flat('#ffffff', 64, 64) }, { width: 128, height: 64 });
    const red: DrawOp = { kind: 'background', paint: { kind: 'color', color: '#c81e64' } };
    const clip = (alpha: number): DrawOp[] => [
      { ...BLACK, alpha } as DrawOp,
      {
        ...({ kind: 'video', feedId: 'clip', cropMode: 'contain', radiusPx: 0, alpha } as const),
        ...{ x: 0, y: 0, width: 128, height: 64 },
      },
    ];
    surface.render([red]);
    surface.drawOver(clip(1));
    expect([pixel(surface, 64, 32), pixel(surface, 4, 32)]).toEqual([
      [255, 255, 255],
      [0, 0, 0],
    ]);
    surface.render([red]);
    surface.drawOver(clip(0.5));
    const [middle, side] = [pixel(surface, 64, 32), pixel(surface, 4, 32)];
    expect(middle[0]).toBeGreaterThan(150);
    expect(Math.abs(side[0]! - 100)).toBeLessThan(4);
    surface.render([red]);
    expect(Math.abs(pixel(surface, 64, 32)[0]! - 200)).toBeLessThan(4);
  });

  it('draws the same bytes again for the same frame', () => {
    const surface = surfaceWith({ a: testCard(640, 360) });
    const ops = [BLACK, video({ x: 40, y: 40, width: 352, height: 200 }, { radiusPx: 17 })];
    surface.render(ops);
    const first = surface.picture.bytes.slice();
    surface.render(ops);
    // Not toEqual: over a million bytes it takes seconds.
    expect(Buffer.compare(surface.picture.bytes, first)).toBe(0);
  });

  it.each([
    ['its own size', { width: 640, height: 360 }, null],
    ['larger', { width: 1280, height: 720 }, null],
    ['a quarter', { width: 160, height: 90 }, null],
    ['larger by WebAssembly', { width: 1280, height: 720 }, newSimdScaler()],
  ])('shows what lies below a clip where that is transparent, drawn at %s', (_size, size, scaler) => {
    const clip = flat('#e0c020');
    const coverage = newCoverage(clip);
    for (let row = 0; row < 360; row += 1)
      coverage.luma.data.fill(255, row * coverage.luma.stride + 320, row * coverage.luma.stride + 640);
    spreadCoverage(coverage);
    const surface = surfaceWith({ a: { ...clip, coverage } }, size, scaler);
    surface.render([{ kind: 'background', paint: { kind: 'color', color: '#1030e0' } }]);
    surface.drawOver([video({ x: 0, y: 0, ...size })]);
    const at = (share: number) => pixel(surface, Math.round(size.width * share), size.height / 2);
    expectColor(at(0.25), '#1030e0');
    expectColor(at(0.75), '#e0c020');
    surface.drawOver([{ kind: 'background', paint: { kind: 'color', color: '#000000' } }]);
    surface.drawOver([video({ x: 0, y: 0, ...size }, { alpha: 0.5 })]);
    expectColor(at(0.25), '#000000');
    expectColor(at(0.75), '#706010');
  });
});
