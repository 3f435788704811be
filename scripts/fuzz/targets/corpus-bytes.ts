/** Bytes as the hostile tables of the unit tests write them. */
export const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** Cuts a stream as TCP might: nothing may depend on where. */
export function pieces(bytes: Uint8Array, random: { below(limit: number): number }): Buffer[] {
  const cut: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 11, 128, 1460, bytes.length][random.below(6)] ?? 1;
    cut.push(Buffer.from(bytes.subarray(at, at + length)));
    at += length;
    // A stream of single bytes is a test of its own, once is enough.
    if (cut.length > 200) {
      cut.push(Buffer.from(bytes.subarray(at)));
      break;
    }
  }
  return cut;
}
