/** BS.1770-4: blocks below it are silence and count for nothing. */
const ABSOLUTE_GATE_LUFS = -70;
/** BS.1770-4: and so do blocks so far below the loudness of all others. */
const RELATIVE_GATE_LU = -10;
/** Finer than anyone hears; only the one bin at the relative gate is judged as a whole. */
const BINS_PER_LU = 10;
/** Up to +10 LUFS: full-scale noise in both channels is near +3. */
const BINS = (10 - ABSOLUTE_GATE_LUFS) * BINS_PER_LU;

/** Loudness of a weighted mean square, summed over the channels. -Infinity for silence. ITU-R BS.1770-4, equation 2. */
export function loudnessOf(power: number): number {
  return power <= 0 ? -Infinity : -0.691 + 10 * Math.log10(power);
}

/**
 * Integrated loudness of any length of sound in constant memory: blocks are counted by their loudness, with the sum of
 * their powers beside the count, so that the means are exact.
 */
export class GatedLoudness {
  readonly #counts = new Float64Array(BINS);
  readonly #powers = new Float64Array(BINS);

  /** @param power - of a 400 ms block. */
  push(power: number): void {
    const lufs = loudnessOf(power);
    if (!(lufs >= ABSOLUTE_GATE_LUFS)) return;
    const bin = Math.min(BINS - 1, Math.floor((lufs - ABSOLUTE_GATE_LUFS) * BINS_PER_LU));
    this.#counts[bin]! += 1;
    this.#powers[bin]! += power;
  }

  /** LUFS; -Infinity while nothing above the absolute gate was heard. Follows ITU-R BS.1770-4, equations 5 to 7. */
  read(): number {
    const ungated = this.#meanFrom(ABSOLUTE_GATE_LUFS);
    if (ungated === null) return -Infinity;
    const gate = loudnessOf(ungated) + RELATIVE_GATE_LU;
    return loudnessOf(this.#meanFrom(gate) ?? 0);
  }

  clear(): void {
    this.#counts.fill(0);
    this.#powers.fill(0);
  }

  /** Mean power of the bins whose own mean is not below `gateLufs`. */
  #meanFrom(gateLufs: number): number | null {
    let count = 0;
    let power = 0;
    for (let bin = 0; bin < BINS; bin += 1) {
      const inBin = this.#counts[bin]!;
      if (inBin === 0 || loudnessOf(this.#powers[bin]! / inBin) < gateLufs) continue;
      count += inBin;
      power += this.#powers[bin]!;
    }
    return count === 0 ? null : power / count;
  }
}
