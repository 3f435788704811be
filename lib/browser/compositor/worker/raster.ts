/** A finished picture. Never changes after it is made. */
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
  const canvas = new OffscreenCanvas(Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height)));
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
