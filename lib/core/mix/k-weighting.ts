/** b0..b2 over 1, a1, a2 of a second-order filter. */
export interface Biquad {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/**
 * The two filters of ITU-R BS.1770-4 annex 1 (the head's shelf, then the ear's loss of bass) at any rate. The
 * recommendation gives coefficients for 48 kHz only; these are its analogue prototypes through the bilinear transform, and
 * agree with its tables at 48 kHz.
 */
export function kWeightingFilters(sampleRate: number): [Biquad, Biquad] {
  return [shelf(sampleRate), highPass(sampleRate)];
}

/** Below this a filter's memory is no sound any more; smaller and smaller numbers would only slow the processor down. */
const FORGOTTEN = 1e-30;

/** K-weighting of one channel. Allocates nothing while it runs. */
export class KWeighting {
  readonly #first: Biquad;
  readonly #second: Biquad;
  /** Memories of both filters (transposed direct form II). */
  #m1 = 0;
  #m2 = 0;
  #n1 = 0;
  #n2 = 0;

  constructor(sampleRate: number) {
    [this.#first, this.#second] = kWeightingFilters(sampleRate);
  }

  /** @returns the sum of the squares of the weighted samples `from`..`to` - 1. What is not a number counts as silence. */
  sumOfSquares(samples: Float32Array, from = 0, to = samples.length): number {
    const { b0, b1, b2, a1, a2 } = this.#first;
    const { b0: c0, b1: c1, b2: c2, a1: d1, a2: d2 } = this.#second;
    let m1 = this.#m1;
    let m2 = this.#m2;
    let n1 = this.#n1;
    let n2 = this.#n2;
    let sum = 0;
    for (let index = from; index < to; index += 1) {
      const sample = samples[index]!;
      const x = Number.isFinite(sample) ? sample : 0;
      const y = b0 * x + m1;
      m1 = b1 * x - a1 * y + m2;
      m2 = b2 * x - a2 * y;
      const z = c0 * y + n1;
      n1 = c1 * y - d1 * z + n2;
      n2 = c2 * y - d2 * z;
      sum += z * z;
    }
    this.#m1 = settle(m1);
    this.#m2 = settle(m2);
    this.#n1 = settle(n1);
    this.#n2 = settle(n2);
    return sum;
  }
}

const settle = (value: number): number => (Math.abs(value) < FORGOTTEN ? 0 : value);

function shelf(sampleRate: number): Biquad {
  const hz = 1681.974450955533;
  const q = 0.7071752369554196;
  const k = Math.tan((Math.PI * hz) / sampleRate);
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

function highPass(sampleRate: number): Biquad {
  const hz = 38.13547087602444;
  const q = 0.5003270373238773;
  const k = Math.tan((Math.PI * hz) / sampleRate);
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}
