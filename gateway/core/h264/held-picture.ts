/**
 * One picture's NAL units, held until the next one is. They lie in memory that is used again: what a key frame came in
 * would outlive two of V8's young collections, and then wait for a full one, 100 KB every two seconds.
 */
export class HeldPicture {
  #bytes = new Uint8Array(0);

  /** @returns copies, good until the next call. */
  hold(nals: readonly Uint8Array[]): Uint8Array[] {
    const length = nals.reduce((sum, nal) => sum + nal.length, 0);
    if (length > this.#bytes.length) this.#bytes = new Uint8Array(Math.ceil(length * SPARE));
    let end = 0;
    return nals.map((nal) => {
      this.#bytes.set(nal, end);
      end += nal.length;
      return this.#bytes.subarray(end - nal.length, end);
    });
  }
}

/** Key frames of one program differ by less than that: the memory is taken once or twice. */
const SPARE = 1.5;
