import { Unwrapper } from '../rtp/serial';

/**
 * Makes one continuous RTP stream for a subscriber out of pieces of several: simulcast layers, mutes and pauses.
 * Sequence numbers have no holes but those of real loss; timestamps only grow; VP8 picture ids stay consecutive over
 * a splice. Pure; SPEC: SP1 one piece at a time, SP2 a packet older than the piece is refused, SP3 a dropped packet
 * leaves no hole.
 */
export class StreamSplicer {
  readonly #clockRateHz: number;
  #unwrapper = new Unwrapper(16);
  /** Sequence offsets within the piece: each entry holds from its extended sequence on; dropped packets add entries. */
  #offsets: { from: number; offset: number }[] = [];
  #highest = -1;
  #nextOut: number;
  #lastTimestamp: number;
  #lastSentMs = -1;
  #hasPiece = false;
  #lastPictureId: number;
  #lastTl0: number;

  timestampOffset = 0;
  pictureIdOffset = 0;
  tl0Offset = 0;

  /** @param seed - random starting points, RFC 3550 §5.1. */
  constructor(
    clockRateHz: number,
    seed: { sequence: number; timestamp: number; pictureId: number; tl0: number },
  ) {
    this.#clockRateHz = clockRateHz;
    this.#nextOut = seed.sequence & 0xffff;
    this.#lastTimestamp = seed.timestamp >>> 0;
    this.#lastPictureId = seed.pictureId & 0x7fff;
    this.#lastTl0 = seed.tl0 & 0xff;
  }

  /**
   * Starts a new piece with the packet that follows.
   * @param expectedOffset - timestamp offset that keeps both pieces on one clock, when sender reports tell it; null
   * falls back to the time that passed. An offset that would run backwards or leap is not believed.
   */
  begin(packet: { sequence: number; timestamp: number }, nowMs: number, expectedOffset: number | null): void {
    this.#unwrapper = new Unwrapper(16);
    const first = this.#unwrapper.unwrap(packet.sequence);
    this.#offsets = [{ from: first, offset: this.#nextOut - first }];
    this.#highest = first - 1;
    this.timestampOffset = this.#spliceTimestamp(packet.timestamp, nowMs, expectedOffset);
    this.#hasPiece = true;
  }

  /** Aligns VP8 picture ids; call after `begin` with the first packet's. */
  beginPicture(pictureId: number, tl0: number): void {
    this.pictureIdOffset = (this.#lastPictureId + 1 - pictureId) & 0x7fff;
    this.tl0Offset = (this.#lastTl0 + 1 - tl0) & 0xff;
  }

  end(): void {
    this.#hasPiece = false;
  }

  /** @returns the outgoing sequence number, or -1 when the packet belongs to an earlier piece or was dropped. */
  map(packet: { sequence: number; timestamp: number }, nowMs: number): number {
    if (!this.#hasPiece) return -1;
    const extended = this.#unwrapper.unwrap(packet.sequence);
    const offset = this.#offsetAt(extended);
    if (offset === null) return -1;
    if (extended > this.#highest) {
      this.#highest = extended;
      this.#nextOut = (extended + offset + 1) & 0xffff;
      this.#lastTimestamp = (packet.timestamp + this.timestampOffset) >>> 0;
      this.#lastSentMs = nowMs;
    }
    return (extended + offset) & 0xffff;
  }

  notePicture(pictureId: number, tl0: number): void {
    const out = (pictureId + this.pictureIdOffset) & 0x7fff;
    // 15-bit serial arithmetic: late packets must not move the end back.
    if (((out - this.#lastPictureId) & 0x7fff) < 0x4000) {
      this.#lastPictureId = out;
      this.#lastTl0 = (tl0 + this.tl0Offset) & 0xff;
    }
  }

  /** An in-order packet that is not forwarded (padding): later ones move up. */
  drop(sequence: number): void {
    if (!this.#hasPiece) return;
    const extended = this.#unwrapper.unwrap(sequence);
    const last = this.#offsets.at(-1)!;
    if (extended !== this.#highest + 1 || extended < last.from) return;
    this.#highest = extended;
    this.#offsets.push({ from: extended + 1, offset: last.offset - 1 });
    if (this.#offsets.length > OFFSETS_MAX) this.#offsets.shift();
  }

  get lastTimestamp(): number {
    return this.#lastTimestamp;
  }

  #offsetAt(extended: number): number | null {
    for (let index = this.#offsets.length - 1; index >= 0; index--) {
      const entry = this.#offsets[index]!;
      if (extended >= entry.from) return entry.offset;
      // SP3: the packet just before an entry is the dropped one itself.
      if (extended === entry.from - 1 && index > 0) return null;
    }
    return null;
  }

  #spliceTimestamp(timestamp: number, nowMs: number, expectedOffset: number | null): number {
    if (this.#lastSentMs < 0) return (this.#lastTimestamp - timestamp) >>> 0;
    const elapsed = Math.max(1, Math.round(((nowMs - this.#lastSentMs) * this.#clockRateHz) / 1000));
    if (expectedOffset !== null) {
      const step = (timestamp + expectedOffset - this.#lastTimestamp) | 0;
      if (step > 0 && step < elapsed + this.#clockRateHz) return expectedOffset >>> 0;
    }
    return (this.#lastTimestamp + elapsed - timestamp) >>> 0;
  }
}

/** Padding runs between two splices that stay addressable for late packets. */
const OFFSETS_MAX = 64;
