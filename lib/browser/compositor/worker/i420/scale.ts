import { newPlane, type Plane } from './picture';

/** For every output position: the source sample on its left and how much of the next one to take (0..256). */
export interface Axis {
  length: number;
  index: Int32Array;
  weight: Int32Array;
  /** index * 512 + weight: one read instead of two in the innermost loop. */
  packed: Int32Array;
  /** The axis copies samples one to one from `index[0]` on. */
  isCopy: boolean;
}

export interface Span {
  start: number;
  length: number;
}

/** Sample centres are aligned, so 2:1 becomes the exact mean of two samples and 1:1 an exact copy. */
export function newAxis(outLength: number, source: Span, sourceSize: number): Axis {
  const index = new Int32Array(outLength);
  const weight = new Int32Array(outLength);
  const step = source.length / outLength;
  let isCopy = true;
  for (let out = 0; out < outLength; out += 1) {
    const position = Math.min(sourceSize - 1, Math.max(0, source.start + (out + 0.5) * step - 0.5));
    const left = Math.min(Math.floor(position), sourceSize - 2);
    index[out] = left;
    weight[out] = Math.round((position - left) * 256);
    // The last sample is reached as "all of the next one".
    isCopy &&= left + weight[out]! / 256 === index[0]! + out;
  }
  const packed = index.map((left, out) => left * 512 + weight[out]!);
  return { length: outLength, index, weight, packed, isCopy };
}

/** One blended source row; as long as the widest source row it is used for. */
export type Line = Pick<Plane, 'data' | 'words'>;

export function newLine(source: Plane): Line {
  return newPlane(source.stride, 1);
}

/**
 * Writes one scaled row (output row `row` of the slot) at `out.at`: two source rows are blended four samples at a
 * time into `line`, then neighbours in the line are blended.
 */
export function scaleRow(
  source: Plane,
  axes: { x: Axis; y: Axis; line: Line },
  row: number,
  out: { data: Uint8Array; at: number },
): void {
  const { length, packed, isCopy, index } = axes.x;
  const top = axes.y.index[row]!;
  const weightY = axes.y.weight[row]!;
  const target = out.data;
  const at = out.at;
  let data = source.data;
  let base = (weightY === 256 ? top + 1 : top) * source.stride;
  if (weightY !== 0 && weightY !== 256) {
    blendRows(source, { top, weight: weightY, x: axes.x }, axes.line.words);
    data = axes.line.data;
    base = 0;
  }
  if (isCopy) {
    const from = base + index[0]!;
    for (let x = 0; x < length; x += 1) target[at + x] = data[from + x]!;
    return;
  }
  for (let x = 0; x < length; x += 1) {
    const entry = packed[x]!;
    const left = base + (entry >> 9);
    const sample = data[left]!;
    target[at + x] = sample + (((data[left + 1]! - sample) * (entry & 511) + 128) >> 8);
  }
}

const LOW_LANES = 0x00ff00ff;
const HIGH_LANES = 0xff00ff00;
const HALF_LANES = 0x00800080;

/** Two bytes per multiplication: 255 * 256 + 128 fits 16 bits, so lanes never touch. */
function blendRows(
  source: Plane,
  { top, weight, x }: { top: number; weight: number; x: Axis },
  line: Uint32Array,
): void {
  const { words } = source;
  const wordsPerRow = source.stride >> 2;
  const upper = top * wordsPerRow;
  const lower = upper + wordsPerRow;
  const rest = 256 - weight;
  const last = (x.index[x.length - 1]! + 1) >> 2;
  for (let word = x.index[0]! >> 2; word <= last; word += 1) {
    const a = words[upper + word]!;
    const b = words[lower + word]!;
    const low = (Math.imul(a & LOW_LANES, rest) + Math.imul(b & LOW_LANES, weight) + HALF_LANES) | 0;
    const high =
      (Math.imul((a >>> 8) & LOW_LANES, rest) + Math.imul((b >>> 8) & LOW_LANES, weight) + HALF_LANES) | 0;
    line[word] = ((low >>> 8) & LOW_LANES) | (high & HIGH_LANES);
  }
}

/** Half the size, each sample the mean of 2x2: the first step of shrinking more than twofold without shimmer. */
export function halvePlane(source: Plane, out: Plane): void {
  for (let row = 0; row < out.height; row += 1) {
    const top = row * 2 * source.stride;
    const bottom = top + source.stride;
    const at = row * out.stride;
    for (let x = 0; x < out.width; x += 1) {
      const left = x * 2;
      out.data[at + x] =
        (source.data[top + left]! +
          source.data[top + left + 1]! +
          source.data[bottom + left]! +
          source.data[bottom + left + 1]! +
          2) >>
        2;
    }
  }
}

export function newHalfPlane(source: Plane): Plane {
  return newPlane(source.width >> 1, source.height >> 1);
}
