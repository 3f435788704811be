import type { FlatPaint } from '@/lib/core/contract/scene-document';
import { parseHexColor, rgbToYuv } from './color';
import type { Picture, Plane } from './picture';

/** Fills the picture. Gradients are dithered: 8 bits over a dark ramp of 1280 px would show bands. */
export function paintBackground(out: Picture, paint: FlatPaint): void {
  if (paint.kind === 'color') {
    const color = rgbToYuv(parseHexColor(paint.color));
    for (const [index, plane] of [out.y, out.u, out.v].entries()) plane.data.fill(Math.round(color[index]!));
    return;
  }
  const from = rgbToYuv(parseHexColor(paint.from));
  const to = rgbToYuv(parseHexColor(paint.to));
  for (const [index, plane] of [out.y, out.u, out.v].entries()) {
    paintRamp(plane, { from: from[index]!, to: to[index]!, angleDeg: paint.angleDeg });
  }
}

interface Ramp {
  from: number;
  to: number;
  /** CSS: 0 is up, 90 is right; the line is as long as needed for the corners to get the pure colours. */
  angleDeg: number;
}

/** 4x4 Bayer thresholds, 0..15. */
const BAYER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

function paintRamp({ data, width, height, stride }: Plane, { from, to, angleDeg }: Ramp): void {
  const radians = (angleDeg * Math.PI) / 180;
  const directionX = Math.sin(radians);
  const directionY = -Math.cos(radians);
  const length = Math.abs(width * directionX) + Math.abs(height * directionY);
  for (let row = 0; row < height; row += 1) {
    for (let x = 0; x < width; x += 1) {
      const along =
        ((x + 0.5 - width / 2) * directionX + (row + 0.5 - height / 2) * directionY) / length + 0.5;
      const threshold = (BAYER[(row & 3) * 4 + (x & 3)]! + 0.5) / 16;
      data[row * stride + x] = Math.floor(from + (to - from) * along + threshold);
    }
  }
}
