/** RFC 3550 §5.1, RFC 1982: RTP sequence numbers are 16 bits and wrap; compare by serial arithmetic, never with `<`. */

/** Signed distance from `b` to `a` in -32768..32767: positive when `a` is newer. */
export function sequenceDelta(a: number, b: number): number {
  return ((a - b) << 16) >> 16;
}

/** Signed distance from `b` to `a` of 32-bit RTP timestamps. */
export function timestampDelta(a: number, b: number): number {
  return (a - b) | 0;
}

/** Turns wrapping numbers of `bits` (16 or 32) into ever-growing ones; late packets map below, never around. */
export class Unwrapper {
  #last: number | null = null;
  readonly #modulus: number;

  constructor(bits: 16 | 32) {
    this.#modulus = 2 ** bits;
  }

  /** @returns the extended value; may be lower than earlier ones (reordering), and negative just after the start. */
  unwrap(value: number): number {
    if (this.#last === null) {
      this.#last = value;
      return value;
    }
    const half = this.#modulus / 2;
    const lastWrapped = ((this.#last % this.#modulus) + this.#modulus) % this.#modulus;
    let delta = value - lastWrapped;
    if (delta > half) delta -= this.#modulus;
    else if (delta < -half) delta += this.#modulus;
    const extended = this.#last + delta;
    if (extended > this.#last) this.#last = extended;
    return extended;
  }
}
