/**
 * Decides which layers of a track its publisher need not send (dynacast). A wish for more counts at once; a layer that
 * nobody wants any more is switched off late, for starting an encoder again costs its subscribers a second. Pure.
 */
export class LayersInUse {
  /** What the publisher was told last, null while it was told nothing and sends all. */
  #told: number | null = null;
  #lessSinceMs: number | null = null;

  /**
   * Call at a steady pace.
   * @param wanted - highest layer any subscriber has use for, -1 when none wants a picture.
   * @param top - highest layer there is.
   * @returns the highest layer to send from now on when that is news, -1 for none; else null.
   */
  poll(wanted: number, top: number, nowMs: number): number | null {
    const sent = this.#told ?? top;
    if (wanted >= sent) {
      this.#lessSinceMs = null;
      return wanted > sent ? (this.#told = wanted) : null;
    }
    this.#lessSinceMs ??= nowMs;
    if (nowMs - this.#lessSinceMs < SWITCH_OFF_MS) return null;
    this.#lessSinceMs = null;
    return (this.#told = wanted);
  }
}

/** A producer who switches between sizes, or a page that loads again, does not make layers come and go. */
const SWITCH_OFF_MS = 5_000;
