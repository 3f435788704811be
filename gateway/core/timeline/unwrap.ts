/** Extends a counter that wraps (RTP sequence: 16 bits, RTP timestamp: 32 bits) to one that does not. */
export class Unwrapper {
  readonly #modulus: number;
  #last: number | null = null;

  constructor(bits: 16 | 32) {
    this.#modulus = 2 ** bits;
  }

  /** The value nearest to the last one. RFC 3550 §5.1: compare with serial arithmetic, never `<`. */
  unwrap(value: number): number {
    if (this.#last === null) {
      // One turn above zero, so that a packet reordered before the first one stays positive.
      this.#last = value + this.#modulus;
      return this.#last;
    }
    const half = this.#modulus / 2;
    const distance = modulo(value - this.#last, this.#modulus);
    const unwrapped = this.#last + (distance < half ? distance : distance - this.#modulus);
    if (unwrapped > this.#last) this.#last = unwrapped;
    return unwrapped;
  }
}

function modulo(value: number, modulus: number): number {
  return ((value % modulus) + modulus) % modulus;
}
