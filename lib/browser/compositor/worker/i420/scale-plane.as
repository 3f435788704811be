/**
 * AssemblyScript, built by scripts/build-wasm.ts into scale-plane.generated.ts. The same arithmetic as scale.ts: two source rows
 * are blended with rounding into `line`, then the two neighbours of each output sample. 16 samples a step down, 8 across.
 * @param groups - 64 bytes for every eight outputs: the first source column (i32, then 12 bytes unused), which of the 16 bytes
 *   from there on are left and right of each output (16 bytes each, as swizzle wants them for lanes of 16 bits), and how much of
 *   the right one to take, 0..256 (eight of 16 bits).
 * @param rows - for every output row, the source row above it and how much of the one below to take, 0..256 (i32 each).
 */
export function scalePlane(
  source: usize, stride: i32,
  out: usize, outStride: i32,
  groups: usize, groupCount: i32,
  rows: usize, rowCount: i32,
  line: usize, firstColumn: i32, lastColumn: i32,
): void {
  const half = i16x8.splat(128);
  for (let row = 0; row < rowCount; row++) {
    const top = load<i32>(rows + row * 8);
    const weight = load<i32>(rows + row * 8, 4);
    let from = source + (weight == 256 ? top + 1 : top) * stride;
    if (weight != 0 && weight != 256) {
      const upper = source + top * stride;
      const lower = upper + stride;
      const rest = i16x8.splat(<i16>(256 - weight));
      const share = i16x8.splat(<i16>weight);
      for (let x = firstColumn & ~15; x <= lastColumn; x += 16) {
        const a = v128.load(upper + x);
        const b = v128.load(lower + x);
        const low = i16x8.add(
          i16x8.mul(i16x8.extend_low_i8x16_u(a), rest),
          i16x8.mul(i16x8.extend_low_i8x16_u(b), share),
        );
        const high = i16x8.add(
          i16x8.mul(i16x8.extend_high_i8x16_u(a), rest),
          i16x8.mul(i16x8.extend_high_i8x16_u(b), share),
        );
        // 255 * 256 + 128 fits 16 bits without a sign.
        v128.store(
          line + x,
          i8x16.narrow_i16x8_u(
            i16x8.shr_u(i16x8.add(low, half), 8),
            i16x8.shr_u(i16x8.add(high, half), 8),
          ),
        );
      }
      from = line;
    }
    const to = out + row * outStride;
    for (let group = 0; group < groupCount; group++) {
      const table = groups + group * 64;
      const samples = v128.load(from + load<i32>(table));
      const left = v128.swizzle(samples, v128.load(table, 16));
      const right = v128.swizzle(samples, v128.load(table, 32));
      // Differences may be negative; the sum is right modulo 65536, and below it.
      const part = i16x8.mul(i16x8.sub(right, left), v128.load(table, 48));
      const mean = i16x8.shr_u(i16x8.add(i16x8.add(i16x8.shl(left, 8), part), half), 8);
      v128.store_lane<u64>(to + group * 8, i8x16.narrow_i16x8_u(mean, mean), 0);
    }
  }
}
