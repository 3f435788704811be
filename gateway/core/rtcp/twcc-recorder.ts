import { writeUint16, writeUint32 } from '../rtp/packet';
import { Unwrapper } from '../rtp/serial';

/** Reference time is a signed 24-bit count of 64 ms. */
const REFERENCE_UNIT_US = 64_000;
const DELTA_UNIT_US = 250;
/** Arrivals kept while no feedback can be sent; at 600 packets/s that is 6 s. */
const ARRIVALS_MAX = 4000;
/** Packet statuses in one feedback: 1100 two-bit symbols and deltas stay below one MTU of 1200 bytes. */
const STATUSES_PER_PACKET_MAX = 400;

/**
 * Builds transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1)
 * from arrival times. Pure; the caller sends the packets every 50 to 100 ms.
 */
export class TwccRecorder {
  readonly #unwrapper = new Unwrapper(16);
  readonly #arrivals = new Map<number, number>();
  #nextBase: number | null = null;
  #feedbackCount = 0;

  /** @param sequence - the transport-wide sequence number. @param arrivalUs - any monotonic clock, microseconds. */
  receive(sequence: number, arrivalUs: number): void {
    const extended = this.#unwrapper.unwrap(sequence);
    if (this.#nextBase !== null && extended < this.#nextBase) {
      // A late packet: report it again from there, as libwebrtc does, but not endlessly far back.
      if (this.#nextBase - extended > STATUSES_PER_PACKET_MAX) return;
      this.#nextBase = extended;
    }
    this.#arrivals.set(extended, arrivalUs);
    if (this.#arrivals.size > ARRIVALS_MAX) {
      const oldest = this.#arrivals.keys().next().value;
      if (oldest !== undefined) this.#arrivals.delete(oldest);
    }
  }

  /** @returns feedback for everything received since the last call; empty when nothing was. */
  feedback(senderSsrc: number, mediaSsrc: number): Uint8Array[] {
    const packets: Uint8Array[] = [];
    const received = [...this.#arrivals.keys()].sort((a, b) => a - b);
    this.#nextBase ??= received[0] ?? null;
    let index = 0;
    while (index < received.length) {
      const base = Math.max(
        this.#nextBase ?? received[index]!,
        received[index]! - STATUSES_PER_PACKET_MAX + 1,
      );
      const built = this.#build(senderSsrc, mediaSsrc, { base, received, from: index });
      packets.push(built.bytes);
      index = built.next;
      this.#nextBase = received[index - 1]! + 1;
    }
    this.#arrivals.clear();
    return packets;
  }

  #build(
    senderSsrc: number,
    mediaSsrc: number,
    run: { base: number; received: readonly number[]; from: number },
  ): { bytes: Uint8Array; next: number } {
    const firstUs = this.#arrivals.get(run.received[run.from]!)!;
    const referenceUnits = Math.floor(firstUs / REFERENCE_UNIT_US);
    let lastUnits = (referenceUnits * REFERENCE_UNIT_US) / DELTA_UNIT_US;
    const symbols: number[] = [];
    const deltas: number[] = [];
    let index = run.from;
    for (; index < run.received.length; index++) {
      const sequence = run.received[index]!;
      const position = sequence - run.base;
      if (position >= STATUSES_PER_PACKET_MAX) break;
      const units = Math.round(this.#arrivals.get(sequence)! / DELTA_UNIT_US);
      const delta = units - lastUnits;
      // A delta outside 16 bits needs a new reference time.
      if (delta < -32768 || delta > 32767) break;
      while (symbols.length < position) symbols.push(0);
      symbols.push(delta >= 0 && delta <= 255 ? 1 : 2);
      deltas.push(delta);
      lastUnits = units;
    }
    const chunks = Math.ceil(symbols.length / 7);
    let deltaBytes = 0;
    for (const symbol of symbols) deltaBytes += symbol;
    const unpadded = 16 + chunks * 2 + deltaBytes;
    const padding = (4 - (unpadded % 4)) % 4;
    const bytes = new Uint8Array(4 + unpadded + padding);
    bytes[0] = 0x80 | (padding > 0 ? 0x20 : 0) | 15;
    bytes[1] = 205;
    writeUint16(bytes, 2, bytes.length / 4 - 1);
    writeUint32(bytes, 4, senderSsrc);
    writeUint32(bytes, 8, mediaSsrc);
    writeUint16(bytes, 12, run.base & 0xffff);
    writeUint16(bytes, 14, symbols.length);
    bytes[16] = (referenceUnits >> 16) & 0xff;
    bytes[17] = (referenceUnits >> 8) & 0xff;
    bytes[18] = referenceUnits & 0xff;
    bytes[19] = this.#feedbackCount;
    this.#feedbackCount = (this.#feedbackCount + 1) & 0xff;
    let at = 20;
    for (let chunk = 0; chunk < chunks; chunk++) {
      let word = 0xc000;
      for (let slot = 0; slot < 7; slot++) word |= (symbols[chunk * 7 + slot] ?? 0) << (12 - slot * 2);
      writeUint16(bytes, at, word);
      at += 2;
    }
    for (const delta of deltas) {
      if (delta >= 0 && delta <= 255) {
        bytes[at++] = delta;
      } else {
        writeUint16(bytes, at, delta & 0xffff);
        at += 2;
      }
    }
    if (padding > 0) bytes[bytes.length - 1] = padding;
    return { bytes, next: index };
  }
}
