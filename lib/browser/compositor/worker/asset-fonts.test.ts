import { afterEach, expect, it, vi } from 'vitest';
import { assetFontId } from '@/lib/core/contract/brand';
import { AssetFonts } from './asset-fonts';
import { fontFamily } from './load-fonts';
import { Rasterizer } from './rasterizer';

const FONT = assetFontId('f1');
const settle = () => new Promise((resolve) => setImmediate(resolve));

afterEach(() => vi.unstubAllGlobals());

/** Of a browser: the bytes are a font when they say so. */
function browser(answer: () => Promise<Response>) {
  const families: string[] = [];
  const missing = vi.fn();
  vi.stubGlobal('fetch', vi.fn(answer));
  vi.stubGlobal(
    'FontFace',
    class {
      constructor(
        readonly family: string,
        readonly bytes: ArrayBuffer,
      ) {}
      load = () =>
        this.bytes.byteLength === 4 ? Promise.resolve(this) : Promise.reject(new Error('no font'));
    },
  );
  const fonts = new AssetFonts({ add: (face) => families.push(face.family) }, missing);
  return { fonts, families, missing };
}

it('a font of the library is loaded before anything is drawn with it, once', async () => {
  const { fonts, families, missing } = browser(() => Promise.resolve(new Response('font')));
  expect([fonts.isReady('inter'), fonts.isReady(FONT), fonts.isReady(FONT)]).toEqual([true, false, false]);
  await vi.waitFor(() => expect(fonts.isReady(FONT)).toBe(true));
  expect(fetch).toHaveBeenCalledOnce();
  expect(families).toEqual(['program-asset-f1']);
  expect(fontFamily(FONT)).toMatch(/^"program-asset-f1", "program-inter-latin"/);
  expect(missing).not.toHaveBeenCalled();
});

it.each([
  ['is gone', () => Promise.resolve(new Response('{}', { status: 404 }))],
  ['is no font', () => Promise.resolve(new Response('something else'))],
  ['cannot be fetched', () => Promise.reject(new TypeError('network'))],
])('one that %s is said, and its texts are drawn in another', async (_what, answer) => {
  const { fonts, families, missing } = browser(answer);
  expect(fonts.isReady(FONT)).toBe(false);
  await vi.waitFor(() => expect(fonts.isReady(FONT)).toBe(true));
  expect(families).toEqual([]);
  expect(missing).toHaveBeenCalledOnce();
});

it('texts wait for their font', async () => {
  const draw = vi.fn();
  vi.stubGlobal('OffscreenCanvas', draw);
  const rasterizer = new Rasterizer(undefined, { isReady: () => false });
  const spec = { kind: 'logo-text', text: 'FRIDAY', fontPx: 30, widthPxMax: 200, font: FONT } as const;
  const op = { kind: 'raster', key: 'k', spec, x: 0, y: 0, anchorX: 0, anchorY: 0, alpha: 1 } as const;
  expect(rasterizer.rasterOf(op)).toBeUndefined();
  await settle();
  expect(draw).not.toHaveBeenCalled();
});
