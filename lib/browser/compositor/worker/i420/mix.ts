import type { PackedPicture, Plane } from './picture';

/** Width of a wipe's soft edge, of the picture. */
const EDGE_SHARE = 0.08;

const LOW_LANES = 0x00ff00ff;
const HIGH_LANES = 0xff00ff00;
const HALF_LANES = 0x00800080;

/** Puts `over` on `out`, both of one size, at `alpha` 0..1: four samples at a time, as in scale.ts. */
export function mixPictures(out: PackedPicture, over: PackedPicture, alpha: number): void {
  const weight = Math.round(Math.min(1, Math.max(0, alpha)) * 256);
  const rest = 256 - weight;
  const target = wordsOf(out);
  const source = wordsOf(over);
  for (let at = 0; at < target.length; at += 1) {
    const a = target[at]!;
    const b = source[at]!;
    const low = (Math.imul(a & LOW_LANES, rest) + Math.imul(b & LOW_LANES, weight) + HALF_LANES) | 0;
    const high =
      (Math.imul((a >>> 8) & LOW_LANES, rest) + Math.imul((b >>> 8) & LOW_LANES, weight) + HALF_LANES) | 0;
    target[at] = ((low >>> 8) & LOW_LANES) | (high & HIGH_LANES);
  }
}

/** Leaves `out` to the left of a soft edge that goes from left to right and puts `from`, of the same size, on the right. */
export function wipePictures(out: PackedPicture, from: PackedPicture, progress: number): void {
  const { start, end } = wipeEdge(out.width, progress);
  wipePlane(out.y, from.y, { start, end });
  for (const [plane, behind] of [
    [out.u, from.u],
    [out.v, from.v],
  ] as const)
    wipePlane(plane, behind, { start: start / 2, end: end / 2 });
}

/** Where the edge of a wipe is: all new up to `start`, all old from `end` on, in px of a picture `width` wide. */
export function wipeEdge(width: number, progress: number): { start: number; end: number } {
  const edge = width * EDGE_SHARE;
  const start = (width + edge) * progress - edge;
  return { start, end: start + edge };
}

function wipePlane(out: Plane, from: Plane, { start, end }: { start: number; end: number }): void {
  const first = Math.max(0, Math.ceil(start - 0.5));
  const last = Math.min(out.width, Math.max(0, Math.ceil(end - 0.5)));
  const weights = new Int32Array(Math.max(0, last - first));
  for (let x = first; x < last; x += 1)
    weights[x - first] = Math.round((256 * (x + 0.5 - start)) / (end - start));
  for (let row = 0; row < out.height; row += 1) {
    const at = row * out.stride;
    for (let x = first; x < last; x += 1) {
      const shown = out.data[at + x]!;
      out.data[at + x] = shown + (((from.data[at + x]! - shown) * weights[x - first]! + 128) >> 8);
    }
    out.data.set(from.data.subarray(at + last, at + out.width), at + last);
  }
}

/** Planes lie one after the other and start at multiples of 4. */
function wordsOf({ bytes }: PackedPicture): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}
