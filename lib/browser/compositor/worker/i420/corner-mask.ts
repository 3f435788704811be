/** How much of each pixel in a rounded corner belongs to the tile, 0..256, for the top left corner; others mirror it. */
export interface CornerMask {
  luma: { size: number; coverage: Int32Array };
  chroma: { size: number; coverage: Int32Array };
}

/** Samples per pixel and axis: 4 x 4 = 17 levels of edge, as smooth as an eye can tell at this contrast. */
const OVERSAMPLING = 4;

export function newCornerMask(radiusPx: number): CornerMask | null {
  if (radiusPx < 1) return null;
  return {
    luma: { size: Math.ceil(radiusPx), coverage: coverageOf(radiusPx, 1) },
    chroma: { size: Math.ceil(radiusPx / 2), coverage: coverageOf(radiusPx, 2) },
  };
}

function coverageOf(radiusPx: number, pixelsPerSample: 1 | 2): Int32Array {
  const size = Math.ceil(radiusPx / pixelsPerSample);
  const steps = OVERSAMPLING * pixelsPerSample;
  const coverage = new Int32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let inside = 0;
      for (let step = 0; step < steps * steps; step += 1) {
        const x = column * pixelsPerSample + ((step % steps) + 0.5) / OVERSAMPLING;
        const y = row * pixelsPerSample + (Math.floor(step / steps) + 0.5) / OVERSAMPLING;
        if (isInside(radiusPx - x, radiusPx - y, radiusPx)) inside += 1;
      }
      coverage[row * size + column] = Math.round((inside * 256) / (steps * steps));
    }
  }
  return coverage;
}

function isInside(fromCentreX: number, fromCentreY: number, radiusPx: number): boolean {
  if (fromCentreX <= 0 || fromCentreY <= 0) return true;
  return fromCentreX * fromCentreX + fromCentreY * fromCentreY <= radiusPx * radiusPx;
}
