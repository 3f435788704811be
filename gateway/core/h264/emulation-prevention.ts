/** 00 00 03 xx in a NAL unit stands for 00 00 xx (ITU-T H.264 §7.4.1), so that no start code shows inside. */
export function removeEmulationPrevention(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    out[length] = byte;
    length += 1;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return out.subarray(0, length);
}

/** The way back: the payload of a NAL unit as it goes out. */
export function addEmulationPrevention(bytes: Uint8Array): Uint8Array {
  // One byte in three at the very most is added: 00 00 00 00 ... becomes 00 00 03 00 00 03 ...
  const out = new Uint8Array(Math.ceil(bytes.length * 1.5) + 1);
  let length = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte <= 3) {
      out[length] = 3;
      length += 1;
      zeros = 0;
    }
    out[length] = byte;
    length += 1;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  // A payload must not end in zero; cabac_zero_words would (§7.4.1), and get a 3 behind them.
  if (zeros > 0) {
    out[length] = 3;
    length += 1;
  }
  return out.subarray(0, length);
}
