/** An 8-bit planar YUV picture, BT.709 limited range unless said. Pure typed arrays: this folder runs in Node too. */
export interface Picture {
  width: number;
  height: number;
  y: Plane;
  u: Plane;
  v: Plane;
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
