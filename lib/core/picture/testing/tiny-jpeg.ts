/** One marker segment: marker, length (which counts itself), payload. */
export const segment = (marker: number, payload: readonly number[]): number[] => [
  0xff,
  marker,
  (payload.length + 2) >> 8,
  (payload.length + 2) & 0xff,
  ...payload,
];

/** A baseline JPEG that decodes: one grey component, every block flat, coded with one bit for DC and one for AC. */
export function tinyJpeg({ width, height }: { width: number; height: number }): Uint8Array<ArrayBuffer> {
  const oneCode = (tableClass: number) => [tableClass << 4, 1, ...new Array<number>(15).fill(0), 0];
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  // Two zero bits for each block (no difference, end of block); the last byte is filled with ones (F.1.2.3).
  const bits = blocks * 2;
  const data = new Array<number>(Math.floor(bits / 8)).fill(0);
  if (bits % 8 !== 0) data.push(0xff >> (bits % 8));
  return Uint8Array.from([
    0xff, 0xd8,
    ...segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    ...segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]),
    ...segment(0xc4, oneCode(0)),
    ...segment(0xc4, oneCode(1)),
    ...segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    ...data,
    0xff, 0xd9,
  ]); // prettier-ignore
}
