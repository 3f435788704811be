import type { RtpHeader } from '@/gateway/core/rtp/packet';
import { sequenceDelta, timestampDelta } from '@/gateway/core/rtp/serial';
import { writeUint16, writeUint32 } from '@/gateway/core/rtp/packet';

/**
 * One outgoing RTP stream fed by changing sources: numbers and timestamps continue over a change, the header is
 * rebuilt without the source's extensions, and the last packets are kept for retransmission while somebody watches.
 */
export type RelayedHeader = Pick<
  RtpHeader,
  'sequence' | 'timestamp' | 'marker' | 'payloadOffset' | 'payloadLength'
>;

const RTP_HEADER_BYTES = 12;
/** 1024 packets are two seconds at 4 Mbit/s. A power of two: sequence numbers index it. */
const KEPT_MAX = 1024;
/** An Ethernet frame's payload: what is larger came over no network we know and is not kept. */
const KEPT_PACKET_BYTES_MAX = 1_500;

export class ProgramStream {
  readonly ssrc: number;
  readonly #clockRateHz: number;
  /** Made with the first packet that is wanted, 1.5 MB: small buffers of their own would each hold back a slab of Node's. */
  #kept: { bytes: Buffer; lengths: Uint16Array } | null = null;
  #source: { id: string; sequenceShift: number; timestampShift: number } | null = null;
  #sourceId = '';
  #lastSequence = 0;
  #lastTimestamp = 0;
  #lastAtMs: number | null = null;
  #packets = 0;
  #octets = 0;

  constructor(ssrc: number, clockRateHz: number) {
    this.ssrc = ssrc;
    this.#clockRateHz = clockRateHz;
  }

  /** Another `sourceId` is another numbering; SSRCs may repeat. Takes effect with the next packet. */
  useSource(sourceId: string): void {
    this.#sourceId = sourceId;
  }

  /** @returns the packet to send (payload type 0, to be patched per viewer), valid for the KEPT_MAX - 1 packets after it; null for padding. */
  push(packet: { bytes: Buffer; header: RelayedHeader }, nowMs: number): Buffer | null {
    const { bytes, header } = packet;
    const place = this.#number(header, nowMs);
    if (place === null) return null;
    const out = this.#slotFor(place.sequence, RTP_HEADER_BYTES + header.payloadLength);
    out[0] = 0x80;
    out[1] = header.marker ? 0x80 : 0;
    writeUint16(out, 2, place.sequence);
    writeUint32(out, 4, place.timestamp);
    writeUint32(out, 8, this.ssrc);
    bytes.copy(out, RTP_HEADER_BYTES, header.payloadOffset, header.payloadOffset + header.payloadLength);
    return out;
  }

  /** A packet that nobody watches: it is numbered, nothing is copied, and what was kept is let go. */
  pass(header: RelayedHeader, nowMs: number): void {
    this.#kept = null;
    this.#number(header, nowMs);
  }

  /** A packet sent lately, valid until the next `push`. @returns undefined when it is gone. */
  recall(sequence: number): Buffer | undefined {
    if (this.#kept === null) return undefined;
    const slot = sequence % KEPT_MAX;
    const length = this.#kept.lengths[slot] ?? 0;
    const at = slot * KEPT_PACKET_BYTES_MAX;
    const packet = this.#kept.bytes.subarray(at, at + length);
    return length > 0 && packet.readUInt16BE(2) === sequence ? packet : undefined;
  }

  /** Fields of a sender report, the RTP time carried on to `nowMs`. @returns null before the first packet. */
  report(
    nowMs: number,
  ): { ssrc: number; rtpTimestamp: number; packetCount: number; octetCount: number } | null {
    if (this.#lastAtMs === null) return null;
    const ticks = Math.round(((nowMs - this.#lastAtMs) * this.#clockRateHz) / 1000);
    return {
      ssrc: this.ssrc,
      rtpTimestamp: (this.#lastTimestamp + ticks) >>> 0,
      packetCount: this.#packets >>> 0,
      octetCount: this.#octets >>> 0,
    };
  }

  #number(header: RelayedHeader, nowMs: number): { sequence: number; timestamp: number } | null {
    if (header.payloadLength === 0) {
      this.#skip();
      return null;
    }
    const { sequenceShift, timestampShift } = this.#shiftsFor(header, nowMs);
    const sequence = (header.sequence + sequenceShift) & 0xffff;
    const timestamp = (header.timestamp + timestampShift) >>> 0;
    if (this.#packets === 0 || sequenceDelta(sequence, this.#lastSequence) > 0) {
      this.#lastSequence = sequence;
      this.#lastTimestamp = timestamp;
      this.#lastAtMs = nowMs;
    }
    this.#packets += 1;
    this.#octets += header.payloadLength;
    return { sequence, timestamp };
  }

  #slotFor(sequence: number, length: number): Buffer {
    this.#kept ??= {
      bytes: Buffer.allocUnsafeSlow(KEPT_MAX * KEPT_PACKET_BYTES_MAX),
      lengths: new Uint16Array(KEPT_MAX),
    };
    const slot = sequence % KEPT_MAX;
    const isKept = length <= KEPT_PACKET_BYTES_MAX;
    this.#kept.lengths[slot] = isKept ? length : 0;
    const at = slot * KEPT_PACKET_BYTES_MAX;
    return isKept ? this.#kept.bytes.subarray(at, at + length) : Buffer.allocUnsafe(length);
  }

  #shiftsFor(header: RelayedHeader, nowMs: number): { sequenceShift: number; timestampShift: number } {
    if (this.#source?.id === this.#sourceId) return this.#source;
    const sinceMs = this.#lastAtMs === null ? 0 : Math.max(nowMs - this.#lastAtMs, 1);
    const nextTimestamp = this.#lastTimestamp + Math.round((sinceMs * this.#clockRateHz) / 1000);
    this.#source = {
      id: this.#sourceId,
      sequenceShift: (this.#lastSequence + 1 - header.sequence) & 0xffff,
      timestampShift: timestampDelta(nextTimestamp, header.timestamp),
    };
    return this.#source;
  }

  /** Padding-only probes are not forwarded; closing up the numbers keeps viewers from asking for them. */
  #skip(): void {
    if (this.#source?.id === this.#sourceId)
      this.#source.sequenceShift = (this.#source.sequenceShift - 1) & 0xffff;
  }
}
