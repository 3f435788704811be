import { assetUrl } from '@/lib/core/contract/asset';
import { assetOfFont, type FontId } from '@/lib/core/contract/brand';
import { assetFontFamily } from './load-fonts';

/** A text that waits for its font is not on air: then rather another font. */
const LOAD_MS_MAX = 4_000;

/** Tells whether a font may be drawn with. */
export interface FontGate {
  /** false: it is on its way; ask again with the next frame. True as well when it cannot be had. */
  isReady(font: FontId): boolean;
}

/**
 * Fonts of the media library for the worker, each loaded before it is first drawn with: Chromium keeps a family that was
 * ever used before its file arrived in the fallback font (compositor.md §5, Font trap). So a file that did not come in
 * time stays away until the studio is opened again, and its letters are Inter's. What is under an asset's id never
 * changes: a family named after it never means two fonts.
 */
export class AssetFonts implements FontGate {
  readonly #states = new Map<string, 'loading' | 'settled'>();

  constructor(
    private readonly fonts: { add: (face: FontFace) => unknown },
    private readonly onMissing: () => void,
  ) {}

  isReady(font: FontId): boolean {
    const assetId = assetOfFont(font);
    if (assetId === null) return true;
    const state = this.#states.get(assetId);
    if (state === undefined) void this.#load(assetId);
    return state === 'settled';
  }

  async #load(assetId: string): Promise<void> {
    this.#states.set(assetId, 'loading');
    try {
      const response = await fetch(assetUrl(assetId), { signal: AbortSignal.timeout(LOAD_MS_MAX) });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      // Variable fonts use what they have of it, others have one weight.
      const face = new FontFace(assetFontFamily(assetId), await response.arrayBuffer(), {
        weight: '100 900',
      });
      this.fonts.add(await face.load());
    } catch {
      // Gone, unreachable, or no font that this browser takes: the studio is told, the text is drawn.
      this.onMissing();
    }
    this.#states.set(assetId, 'settled');
  }
}
