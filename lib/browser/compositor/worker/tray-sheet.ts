import type { DrawOp } from '@/lib/core/layout/draw-list';
import type { CanvasSize } from '@/lib/core/layout/placement';
import type { Renderer } from './renderer';

/** A full show's people; more are not on one screen. */
const CELLS_MAX = 60;

export interface TraySheet {
  bitmap: ImageBitmap;
  /** Top to bottom. */
  feedIds: readonly string[];
}

/**
 * Draws the pictures of the people tray, one below the other: one picture to hand to the page instead of one video
 * element per person. Feeds without a picture are left out.
 */
export class TraySheetDrawer {
  readonly #renderer: Pick<Renderer, 'still'>;
  #key = '';
  /** The same array while people and size stay the same: renderers key what they keep by it. */
  #ops: DrawOp[] = [];

  constructor(renderer: Pick<Renderer, 'still'>) {
    this.#renderer = renderer;
  }

  /** @param cell - of one picture, in px; made even. @returns null when no feed has a picture. */
  async draw(
    feedIds: readonly string[],
    cell: CanvasSize,
    hasPicture: (feedId: string) => boolean,
  ): Promise<TraySheet | null> {
    const shown = feedIds.filter(hasPicture).slice(0, CELLS_MAX);
    if (shown.length === 0) return null;
    const size = { width: even(cell.width), height: even(cell.height) };
    const key = JSON.stringify([shown, size]);
    if (key !== this.#key) this.#ops = sheetOps(shown, size);
    this.#key = key;
    const bitmap = await this.#renderer.still(this.#ops, {
      width: size.width,
      height: size.height * shown.length,
    });
    return { bitmap, feedIds: shown };
  }
}

function sheetOps(feedIds: readonly string[], { width, height }: CanvasSize): DrawOp[] {
  return [
    { kind: 'background', paint: { kind: 'color', color: '#000000' } },
    ...feedIds.map((feedId, index): DrawOp => ({
      kind: 'video',
      feedId,
      cropMode: feedId.startsWith('screen:') ? 'contain' : 'cover',
      radiusPx: 0,
      alpha: 1,
      x: 0,
      y: index * height,
      width,
      height,
    })),
  ];
}

/** Colour samples of 4:2:0 pictures cover two by two pixels. */
function even(px: number): number {
  return Math.max(2, Math.round(px / 2) * 2);
}
