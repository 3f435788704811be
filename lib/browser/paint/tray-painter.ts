import type { TraySheet } from '../compositor/main/create-compositor';
import { onPaintTick } from './on-paint-tick';

/** Shows the newest pictures of feeds in canvases, at most eight times a second. */
export interface TrayPainter {
  /** The canvas stays empty until the feed has a picture. @returns what takes the canvas out again. */
  show(feedId: string, canvas: HTMLCanvasElement): () => void;
  close(): void;
}

export interface TrayPainterOptions {
  renderTray: (
    feedIds: readonly string[],
    cell: { width: number; height: number },
  ) => Promise<TraySheet | null>;
}

/** A sheet is asked for at every second tick: 7.6 pictures a second. */
const TICKS_PER_SHEET = 2;
/** As sharp as a tile is large, up to this; above, only the copying costs more. */
const CELL_WIDTH_PX_MAX = 480;
const CELL_WIDTH_PX_MIN = 64;

/**
 * One picture for all tiles instead of a video element for each: the page is composed at the ticks of its meters, not
 * with every frame of every guest.
 */
export function createTrayPainter({ renderTray }: TrayPainterOptions): TrayPainter {
  const feedIds = new Map<HTMLCanvasElement, string>();
  const cell = { width: CELL_WIDTH_PX_MIN, height: CELL_WIDTH_PX_MIN };
  let ready: TraySheet | null = null;
  let isAsking = false;
  let ticks = 0;

  const measure = () => {
    const [canvas] = feedIds.keys();
    if (!canvas || canvas.clientWidth === 0) return;
    const width = Math.min(CELL_WIDTH_PX_MAX, canvas.clientWidth * window.devicePixelRatio);
    cell.width = evenPx(Math.max(CELL_WIDTH_PX_MIN, width));
    cell.height = evenPx((cell.width * canvas.clientHeight) / canvas.clientWidth);
  };
  const observer = new ResizeObserver(measure);

  const ask = async () => {
    if (isAsking || feedIds.size === 0) return;
    isAsking = true;
    try {
      const sheet = await renderTray([...new Set(feedIds.values())].sort(), cell);
      ready?.bitmap.close();
      ready = sheet;
    } catch {
      /* The compositor is closing or failed, which the studio says elsewhere: the last pictures stay. */
    } finally {
      isAsking = false;
    }
  };

  const stopTicking = onPaintTick(() => {
    if (ready) drawSheet(ready, feedIds);
    ready = null;
    ticks += 1;
    if (ticks % TICKS_PER_SHEET === 0) void ask();
  });

  return {
    show: (feedId, canvas) => {
      feedIds.set(canvas, feedId);
      observer.observe(canvas);
      return () => {
        observer.unobserve(canvas);
        feedIds.delete(canvas);
      };
    },
    close: () => {
      stopTicking();
      observer.disconnect();
      feedIds.clear();
      ready?.bitmap.close();
      ready = null;
    },
  };
}

function drawSheet(
  { bitmap, feedIds: shown }: TraySheet,
  canvases: ReadonlyMap<HTMLCanvasElement, string>,
): void {
  const width = bitmap.width;
  const height = bitmap.height / shown.length;
  for (const [canvas, feedId] of canvases) {
    const row = shown.indexOf(feedId);
    if (row < 0) continue;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    canvas.getContext('2d', { alpha: false })?.drawImage(bitmap, 0, -row * height);
    // For styles and tests: from here on there is a picture in it.
    canvas.dataset.painted = 'true';
  }
  bitmap.close();
}

function evenPx(px: number): number {
  return Math.max(2, Math.round(px / 2) * 2);
}
