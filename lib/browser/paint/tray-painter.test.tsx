import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PAINT_TICK_MS } from './on-paint-tick';
import { createTrayPainter } from './tray-painter';

/** jsdom draws nothing and lays nothing out: what is asked of the canvas is written down. */
const drawn: { canvas: HTMLCanvasElement; y: number }[] = [];

beforeEach(() => {
  drawn.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly #measure: () => void;
      constructor(measure: () => void) {
        this.#measure = measure;
      }
      observe = () => this.#measure();
      unobserve = () => undefined;
      disconnect = () => undefined;
    },
  );
  vi.spyOn(HTMLCanvasElement.prototype, 'clientWidth', 'get').mockReturnValue(200);
  vi.spyOn(HTMLCanvasElement.prototype, 'clientHeight', 'get').mockReturnValue(115);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    const drawImage = (_bitmap: unknown, _x: number, y: number) => void drawn.push({ canvas: this, y });
    return { drawImage } as unknown as RenderingContext;
  } as never);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function setUp(shown = (feedIds: readonly string[]) => feedIds) {
  const asked: { feedIds: readonly string[]; cell: { width: number; height: number } }[] = [];
  const bitmaps: { close: ReturnType<typeof vi.fn> }[] = [];
  const painter = createTrayPainter({
    renderTray: (feedIds, cell) => {
      asked.push({ feedIds, cell: { ...cell } });
      const rows = shown(feedIds);
      if (rows.length === 0) return Promise.resolve(null);
      const bitmap = { width: cell.width, height: cell.height * rows.length, close: vi.fn() };
      bitmaps.push(bitmap);
      return Promise.resolve({ bitmap: bitmap as unknown as ImageBitmap, feedIds: rows });
    },
  });
  return { asked, bitmaps, painter };
}

const pass = (ticks: number) => vi.advanceTimersByTimeAsync(PAINT_TICK_MS * ticks);

it('gives every tile its own part of one sheet, as large as the tile', async () => {
  const { asked, painter } = setUp();
  const [first, second] = [document.createElement('canvas'), document.createElement('canvas')];
  painter.show('camera:b', second);
  painter.show('camera:a', first);
  await pass(6);
  expect(asked[0]).toEqual({ feedIds: ['camera:a', 'camera:b'], cell: { width: 200, height: 116 } });
  expect(drawn.slice(0, 2)).toEqual(
    expect.arrayContaining([
      { canvas: first, y: -0 },
      { canvas: second, y: -116 },
    ]),
  );
  expect(first.dataset.painted).toBe('true');
  painter.close();
});

it('asks for at most ten pictures a second, closes each, and asks for none without tiles', async () => {
  const { asked, bitmaps, painter } = setUp();
  await pass(20);
  expect(asked).toEqual([]);
  const takeOut = painter.show('camera:a', document.createElement('canvas'));
  await pass(60);
  const seconds = (60 * PAINT_TICK_MS) / 1_000;
  expect(asked.length).toBeGreaterThan(4 * seconds);
  expect(asked.length).toBeLessThanOrEqual(10 * seconds);
  takeOut();
  await pass(4);
  const before = asked.length;
  await pass(20);
  expect(asked.length).toBe(before);
  painter.close();
  expect(bitmaps.every(({ close }) => close.mock.calls.length === 1)).toBe(true);
});

it('leaves a tile empty until its feed has a picture', async () => {
  const { painter } = setUp((feedIds) => feedIds.filter((feedId) => feedId !== 'camera:dark'));
  const [dark, lit] = [document.createElement('canvas'), document.createElement('canvas')];
  painter.show('camera:dark', dark);
  painter.show('camera:lit', lit);
  await pass(8);
  expect(dark.dataset.painted).toBeUndefined();
  expect(lit.dataset.painted).toBe('true');
  painter.close();
});

it('asks for no second sheet while the first is being drawn', async () => {
  const renderTray = vi.fn(() => new Promise<null>(() => undefined));
  const painter = createTrayPainter({ renderTray });
  painter.show('camera:a', document.createElement('canvas'));
  await pass(40);
  expect(renderTray).toHaveBeenCalledTimes(1);
  painter.close();
});
