/** An 8-bit planar YUV picture, BT.709 limited range unless said. Pure typed arrays: this folder runs in Node too. */
export interface Picture {
  width: number;
  height: number;
  y: Plane;
  u: Plane;
  v: Plane;
  /** How much of it is seen, 0..255, for its luma and its colour samples. Absent: all. */
  coverage?: Coverage | undefined;
}

export interface Coverage {
  luma: Plane;
  chroma: Plane;
}

export interface Plane {
  width: number;
  height: number;
  /** A multiple of 4, and rows start at multiples of 4, so that four samples can be handled as one word. */
  stride: number;
  data: Uint8Array;
  words: Uint32Array;
}

/** A picture whose planes lie one after the other in `bytes`; `layout` says where, as VideoFrame wants it. */
export interface PackedPicture extends Picture {
  bytes: Uint8Array<ArrayBuffer>;
  layout: { offset: number; stride: number }[];
}

export function newPicture(width: number, height: number): PackedPicture {
  const chromaWidth = (width + 1) >> 1;
  const chromaHeight = (height + 1) >> 1;
  const lumaBytes = alignedStride(width) * height;
  const chromaBytes = alignedStride(chromaWidth) * chromaHeight;
  const bytes = new Uint8Array(lumaBytes + 2 * chromaBytes);
  const layout = [
    { offset: 0, stride: alignedStride(width) },
    { offset: lumaBytes, stride: alignedStride(chromaWidth) },
    { offset: lumaBytes + chromaBytes, stride: alignedStride(chromaWidth) },
  ];
  return {
    width,
    height,
    bytes,
    layout,
    y: newPlane(width, height, { buffer: bytes.buffer, offset: 0 }),
    u: newPlane(chromaWidth, chromaHeight, { buffer: bytes.buffer, offset: lumaBytes }),
    v: newPlane(chromaWidth, chromaHeight, { buffer: bytes.buffer, offset: lumaBytes + chromaBytes }),
  };
}

/** For a picture of that size; covers nothing yet. */
export function newCoverage({ y, u }: Pick<Picture, 'y' | 'u'>): Coverage {
  return { luma: newPlane(y.width, y.height), chroma: newPlane(u.width, u.height) };
}

/** What each colour sample covers is the mean of the up to four luma samples that it belongs to. */
export function spreadCoverage({ luma, chroma }: Coverage): void {
  for (let row = 0; row < chroma.height; row += 1) {
    const top = 2 * row * luma.stride;
    const bottom = Math.min(2 * row + 1, luma.height - 1) * luma.stride;
    for (let x = 0; x < chroma.width; x += 1) {
      const left = 2 * x;
      const right = Math.min(left + 1, luma.width - 1);
      const { data } = luma;
      const sum = data[top + left]! + data[top + right]! + data[bottom + left]! + data[bottom + right]!;
      chroma.data[row * chroma.stride + x] = (sum + 2) >> 2;
    }
  }
}

/** A plane of its own, or a view into a larger buffer at an offset that is a multiple of 4. */
export function newPlane(width: number, height: number, at?: { buffer: ArrayBuffer; offset: number }): Plane {
  const stride = alignedStride(width);
  const { buffer, offset } = at ?? { buffer: new ArrayBuffer(stride * height), offset: 0 };
  return {
    width,
    height,
    stride,
    data: new Uint8Array(buffer, offset, stride * height),
    words: new Uint32Array(buffer, offset, (stride * height) / 4),
  };
}

function alignedStride(width: number): number {
  return (width + 3) & ~3;
}
