/** A subscriber's wish as UpdateTrackSettings tells it: a quality, or the size of the element on its page. */
export type LayerWish = { disabled: boolean; quality: number | null; width: number; height: number };

/**
 * The highest layer of use.
 * @param layers - sizes, lowest first; 0x0 when unknown.
 * @returns an index, or -1 for no picture.
 */
export function wantedLayer(wish: LayerWish, layers: readonly { width: number; height: number }[]): number {
  const top = layers.length - 1;
  if (wish.disabled) return -1;
  if (wish.width > 0 && wish.height > 0) {
    // The first layer that covers the element; LiveKit's adaptiveStream already multiplies by the pixel density.
    const index = layers.findIndex((layer) => layer.width >= wish.width && layer.height >= wish.height);
    return index === -1 ? top : index;
  }
  return wish.quality === null ? top : Math.min(top, Math.max(0, wish.quality));
}
