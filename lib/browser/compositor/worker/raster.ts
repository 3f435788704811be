/** A finished picture of even size, which every renderer can place to the pixel. Never changes after it is made. */
export interface Raster {
  width: number;
  height: number;
  canvas: OffscreenCanvas;
  pixels: () => ImageData;
}

export type NewRaster = (
  width: number,
  height: number,
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
) => Raster;

export function newRaster(
  width: number,
  height: number,
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): Raster {
  const canvas = new OffscreenCanvas(evenCeil(width), evenCeil(height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives workers no 2D canvas.');
  draw(context);
  return {
    width: canvas.width,
    height: canvas.height,
    canvas,
    pixels: () => context.getImageData(0, 0, canvas.width, canvas.height),
  };
}

function evenCeil(px: number): number {
  return Math.max(2, Math.ceil(px / 2) * 2);
}
