/** Writes bits of an H.264 RBSP, most significant first. For headers, and one picture of some thousand bytes: it does not care for speed. */
export class BitWriter {
  readonly #bits: number[] = [];

  /** @param count - 1 to 32 bits of `value`, an unsigned integer. */
  writeBits(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) this.#bits.push(Math.floor(value / 2 ** bit) % 2);
  }

  /** Exp-Golomb ue(v), ITU-T H.264 §9.1. */
  writeUnsigned(value: number): void {
    const code = value + 1;
    const bits = Math.floor(Math.log2(code)) + 1;
    for (let zero = 1; zero < bits; zero += 1) this.#bits.push(0);
    this.writeBits(code, bits);
  }

  /** Zero bits up to the next whole byte, as pcm_alignment_zero_bit (§7.3.5). */
  align(): void {
    while (this.#bits.length % 8 !== 0) this.#bits.push(0);
  }

  /** What was written, closed with rbsp_trailing_bits (§7.3.2.11). */
  finish(): Uint8Array {
    const bits = [...this.#bits, 1];
    while (bits.length % 8 !== 0) bits.push(0);
    const bytes = new Uint8Array(bits.length / 8);
    bits.forEach((bit, index) => {
      bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << (7 - (index & 7)));
    });
    return bytes;
  }
}
