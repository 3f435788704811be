/** Bits of an H.264 RBSP, most significant first. Past the end it reads zeros and sets `isPastEnd`: the caller checks once. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #bit = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isPastEnd(): boolean {
    return this.#bit > this.#bytes.length * 8;
  }

  /** Of the next bit, from 0. */
  get position(): number {
    return this.#bit;
  }

  readBit(): number {
    const byte = this.#bytes[this.#bit >> 3] ?? 0;
    const value = (byte >> (7 - (this.#bit & 7))) & 1;
    this.#bit += 1;
    return value;
  }

  readBits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) value = value * 2 + this.readBit();
    return value;
  }

  /** Exp-Golomb ue(v), ITU-T H.264 §9.1. At most 32 leading zeros are legal. */
  readUnsigned(): number {
    let zeros = 0;
    while (zeros < 32 && !this.isPastEnd && this.readBit() === 0) zeros += 1;
    return 2 ** zeros - 1 + this.readBits(zeros);
  }

  /** se(v). */
  readSigned(): number {
    const code = this.readUnsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}
