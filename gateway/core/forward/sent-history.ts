/** What was sent under an outgoing sequence number, so that a NACK finds the received packet again. */
export interface SentRecord {
  layer: number;
  upSequence: number;
  timestampOffset: number;
  pictureIdOffset: number;
  tl0Offset: number;
}

/**
 * Remembers the last packets of one outgoing stream as numbers only; the packets themselves are in the shared
 * {@link PacketRing} of their layer. Also limits how often one packet is sent again.
 */
export class SentHistory {
  readonly #mask: number;
  readonly #outSequence: Int32Array;
  readonly #layer: Uint8Array;
  readonly #upSequence: Uint16Array;
  readonly #timestampOffset: Uint32Array;
  readonly #pictureIdOffset: Uint16Array;
  readonly #tl0Offset: Uint8Array;
  readonly #resentAtMs: Float64Array;

  /** @param capacity - a power of two. */
  constructor(capacity: number) {
    this.#mask = capacity - 1;
    this.#outSequence = new Int32Array(capacity).fill(-1);
    this.#layer = new Uint8Array(capacity);
    this.#upSequence = new Uint16Array(capacity);
    this.#timestampOffset = new Uint32Array(capacity);
    this.#pictureIdOffset = new Uint16Array(capacity);
    this.#tl0Offset = new Uint8Array(capacity);
    this.#resentAtMs = new Float64Array(capacity);
  }

  put(outSequence: number, record: SentRecord): void {
    const at = outSequence & this.#mask;
    this.#outSequence[at] = outSequence;
    this.#layer[at] = record.layer;
    this.#upSequence[at] = record.upSequence;
    this.#timestampOffset[at] = record.timestampOffset;
    this.#pictureIdOffset[at] = record.pictureIdOffset;
    this.#tl0Offset[at] = record.tl0Offset;
    this.#resentAtMs[at] = -Infinity;
  }

  /**
   * @returns the record when the packet is known and was not sent again within `intervalMs`; marks it as sent again.
   * Without the limit a lossy link makes a NACK storm (sfu.md §5b: 13 515 retransmissions for 446 NACKs).
   */
  takeForResend(outSequence: number, nowMs: number, intervalMs: number): SentRecord | null {
    const at = outSequence & this.#mask;
    if (this.#outSequence[at] !== outSequence) return null;
    if (nowMs - this.#resentAtMs[at]! < intervalMs) return null;
    this.#resentAtMs[at] = nowMs;
    return {
      layer: this.#layer[at]!,
      upSequence: this.#upSequence[at]!,
      timestampOffset: this.#timestampOffset[at]!,
      pictureIdOffset: this.#pictureIdOffset[at]!,
      tl0Offset: this.#tl0Offset[at]!,
    };
  }
}
