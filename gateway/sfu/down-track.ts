import { randomInt } from 'node:crypto';
import { BitrateMeter } from '../core/bandwidth/bitrate-meter';
import { composePacket, composePadding, type OutgoingHeader } from '../core/forward/compose-packet';
import { SentHistory } from '../core/forward/sent-history';
import { StreamSplicer } from '../core/forward/stream-splicer';
import { emptyVp8Descriptor, readVp8Descriptor, type Vp8Descriptor } from '../core/forward/vp8-descriptor';
import { ntpFromUnixMs } from '../core/rtcp/ntp';
import { compound, writeSdes, writeSenderReport } from '../core/rtcp/write';
import type { CodecName } from '../core/sfu-sdp/choose-codecs';
import type { LayerWish } from '../core/layer-selection/wanted-layer';
import type { PacketKind } from './subscriber-link';
import type { UpPacket, UpTrack } from './up-track';

/** The subscriber's side as a track needs it: negotiated numbers and a pipe. */
export interface DownSink {
  payloadTypeOf(codec: CodecName): { payloadType: number; rtxPayloadType: number | null } | null;
  readonly transportCcId: number;
  readonly absSendTimeId: number;
  readonly colorSpaceId: number;
  /** The bytes are a scratch buffer. @returns false when the packet was dropped. */
  send(kind: PacketKind, bytes: Uint8Array, nowMs: number): boolean;
  /** Chooses layers again. */
  reallocate(): void;
}

/** 5 s of a 100 packets/s layer, 2 s of a big one, 1.3 s of a voice; powers of two. */
const HISTORY_PACKETS = { video: 512, audio: 64 };
/** The native send copies before it returns, so one buffer serves the whole process. */
const scratch = Buffer.allocUnsafe(2048);
/** The length of padding is one byte (RFC 3550 §5.1). */
const PADDING_BYTES = 255;
const PADDING_OVERHEAD_BYTES = 20;
const resentVp8 = emptyVp8Descriptor();
const outgoing: OutgoingHeader = {
  payloadType: 0,
  marker: false,
  sequence: 0,
  timestamp: 0,
  ssrc: 0,
  transportCcId: 0,
  absSendTimeId: 0,
  colorSpaceId: 0,
  colorSpace: null,
  originalSequence: -1,
};

/** One track as one subscriber gets it: a single continuous stream, whatever layer feeds it. */
export class DownTrack {
  readonly up: UpTrack;
  readonly publisherSid: string;
  readonly ssrc = randomInt(1, 0xffffffff);
  readonly rtxSsrc: number | null;
  readonly meter = new BitrateMeter();
  /** Section of the subscriber's description that carries it, null while it waits for one. */
  mid: string | null = null;
  wish: LayerWish = { disabled: false, quality: null, width: 0, height: 0 };
  /** Layer being sent, -1 for none. */
  current = -1;
  /** Layer to be sent; differs from `current` until its key frame comes. */
  target = -1;
  /** Whether it has ever been given a layer. */
  hasBegun = false;
  /** The subscriber wants it, and there is no room for it. */
  isHeldBack = false;
  readonly #sink: DownSink;
  readonly #splicer: StreamSplicer;
  readonly #history: SentHistory;
  #rtxSequence = randomInt(0, 0xffff);
  #packetCount = 0;
  #octetCount = 0;

  constructor(up: UpTrack, publisherSid: string, sink: DownSink) {
    this.up = up;
    this.publisherSid = publisherSid;
    this.#sink = sink;
    this.rtxSsrc = up.kind === 'video' ? randomInt(1, 0xffffffff) : null;
    this.#history = new SentHistory(HISTORY_PACKETS[up.kind]);
    this.#splicer = new StreamSplicer(up.kind === 'video' ? 90_000 : 48_000, {
      sequence: randomInt(0, 0x7fff),
      timestamp: randomInt(0, 0x7fffffff),
      pictureId: randomInt(0, 0x3fff),
      tl0: randomInt(0, 0xff),
    });
    if (up.kind === 'audio') this.target = 0;
  }

  /** Chooses what to send from now on; takes effect at the layer's next key frame. */
  setTarget(layer: number): void {
    this.target = layer;
    if (layer === -1) {
      this.current = -1;
      this.#splicer.end();
      return;
    }
    this.hasBegun = true;
    if (layer !== this.current) this.up.layers[layer]?.wantKeyFrame();
  }

  /** Layers came, went, or were muted: the allocation must be made again. */
  sourceChanged(): void {
    this.#sink.reallocate();
  }

  /** The layer's stream was replaced or is new: its numbers mean nothing any more. */
  layerReplaced(layer: number): void {
    if (this.current === layer) this.restart();
    this.sourceChanged();
  }

  /** Begins a new piece with the next packet a decoder can start at, as after a mute. */
  restart(): void {
    this.current = -1;
    this.#splicer.end();
  }

  forward(packet: UpPacket): void {
    if (this.mid === null || (packet.layer !== this.current && packet.layer !== this.target)) return;
    if (packet.layer !== this.current) {
      if (!packet.canStart) return;
      this.#switch(packet);
    }
    const codec = this.#sink.payloadTypeOf(packet.codec);
    if (codec === null) return;
    const sequence = this.#splicer.map(packet.header, packet.nowMs);
    if (sequence < 0) return;
    if (packet.hasVp8) this.#splicer.notePicture(packet.vp8.pictureId, packet.vp8.tl0);
    outgoing.payloadType = codec.payloadType;
    outgoing.marker = packet.header.marker;
    outgoing.sequence = sequence;
    outgoing.timestamp = (packet.header.timestamp + this.#splicer.timestampOffset) >>> 0;
    outgoing.ssrc = this.ssrc;
    outgoing.originalSequence = -1;
    outgoing.colorSpace = packet.colorSpace;
    const source = {
      bytes: packet.bytes,
      payloadOffset: packet.header.payloadOffset,
      payloadEnd: packet.payloadEnd,
    };
    const length = this.#compose(source);
    if (length === 0) return;
    if (packet.hasVp8) rewriteVp8(packet.vp8, length - source.payloadEnd, this.#splicer);
    this.#history.put(sequence, {
      layer: packet.layer,
      upSequence: packet.header.sequence,
      timestampOffset: this.#splicer.timestampOffset,
      pictureIdOffset: this.#splicer.pictureIdOffset,
      tl0Offset: this.#splicer.tl0Offset,
    });
    if (!this.#sink.send(this.up.kind, scratch.subarray(0, length), packet.nowMs)) return;
    this.meter.add(length, packet.nowMs);
    this.#packetCount += 1;
    this.#octetCount += source.payloadEnd - source.payloadOffset;
  }

  /** A packet of the current layer that carries nothing. */
  skip(layer: number, sequence: number): void {
    if (layer === this.current) this.#splicer.drop(sequence);
  }

  /**
   * Sends a packet again: a picture's on the RTX stream (RFC 4588), sound's as it was, for which browsers have no RTX.
   * @returns bytes sent, 0 when unknown, too soon or no RTX was negotiated.
   */
  resend(
    sequence: number,
    nowMs: number,
    options: { intervalMs: number; mayTake: (bytes: number) => boolean },
  ): number {
    const record = this.#history.takeForResend(sequence, nowMs, options.intervalMs);
    const stored = record === null ? undefined : this.up.layers[record.layer]?.ring.get(record.upSequence);
    const codec = this.#sink.payloadTypeOf(this.up.codec);
    if (record === null || stored === undefined || codec === null) return 0;
    const isSound = this.up.kind === 'audio';
    if (!isSound && (codec.rtxPayloadType === null || this.rtxSsrc === null)) return 0;
    if (!options.mayTake(stored.bytes.length)) return 0;
    outgoing.payloadType = isSound ? codec.payloadType : codec.rtxPayloadType!;
    outgoing.marker = (stored.bytes[1]! & 0x80) !== 0;
    outgoing.sequence = isSound ? sequence : this.#rtxSequence;
    outgoing.timestamp = (readTimestamp(stored.bytes) + record.timestampOffset) >>> 0;
    outgoing.ssrc = isSound ? this.ssrc : this.rtxSsrc!;
    outgoing.originalSequence = isSound ? -1 : sequence;
    outgoing.colorSpace = this.up.storedColorSpace(stored.bytes);
    const length = this.#compose(stored);
    if (length === 0) return 0;
    if (
      this.up.codec === 'vp8' &&
      readVp8Descriptor(stored.bytes, { from: stored.payloadOffset, end: stored.payloadEnd }, resentVp8)
    ) {
      rewriteVp8(resentVp8, length - stored.payloadEnd, record);
    }
    if (!isSound) this.#rtxSequence = (this.#rtxSequence + 1) & 0xffff;
    return this.#sink.send(isSound ? 'audio' : 'repair', scratch.subarray(0, length), nowMs) ? length : 0;
  }

  /**
   * Sends padding on the RTX stream, which no decoder sees, in packets of about as many bytes as asked for.
   * @returns false when no RTX was negotiated for this track.
   */
  pad(bytes: number, nowMs: number): boolean {
    const codec = this.mid === null ? null : this.#sink.payloadTypeOf(this.up.codec);
    if (codec?.rtxPayloadType == null || this.rtxSsrc === null) return false;
    for (let left = bytes; left > 0; left -= PADDING_BYTES + PADDING_OVERHEAD_BYTES) {
      outgoing.payloadType = codec.rtxPayloadType;
      outgoing.marker = false;
      outgoing.sequence = this.#rtxSequence;
      outgoing.timestamp = this.#splicer.lastTimestamp;
      outgoing.ssrc = this.rtxSsrc;
      outgoing.originalSequence = -1;
      outgoing.colorSpace = null;
      this.#extend();
      const length = composePadding(scratch, outgoing, PADDING_BYTES);
      this.#rtxSequence = (this.#rtxSequence + 1) & 0xffff;
      this.#sink.send('padding', scratch.subarray(0, length), nowMs);
    }
    return true;
  }

  /** A sender report that puts all tracks of one publisher on one clock, or null before the publisher's own reports. */
  senderReport(nowMs: number, unixNowMs: number): Uint8Array | null {
    const layer = this.up.layers[this.current];
    const report = layer?.senderReport;
    const offsetMs = this.up.clock.offsetMs;
    if (layer === undefined || report == null || offsetMs === null || this.#packetCount === 0) return null;
    const sinceMs = unixNowMs - (report.unixMs + offsetMs);
    const timestamp =
      report.rtpTimestamp + Math.round((sinceMs * layer.clockRateHz) / 1000) + this.#splicer.timestampOffset;
    return compound(
      writeSenderReport({
        ssrc: this.ssrc,
        ntp: ntpFromUnixMs(unixNowMs),
        rtpTimestamp: timestamp >>> 0,
        packetCount: this.#packetCount >>> 0,
        octetCount: this.#octetCount >>> 0,
      }),
      writeSdes(this.ssrc, this.publisherSid),
    );
  }

  #switch(packet: UpPacket): void {
    this.#splicer.begin(packet.header, packet.nowMs, this.#offsetFor(packet.layer));
    if (packet.hasVp8) this.#splicer.beginPicture(packet.vp8.pictureId, packet.vp8.tl0);
    this.current = packet.layer;
  }

  /** Offset that keeps the new layer on the old one's clock, from both layers' sender reports. */
  #offsetFor(next: number): number | null {
    const from = this.up.layers[this.current];
    const to = this.up.layers[next];
    if (from === undefined || to === undefined || from.senderReport === null || to.senderReport === null)
      return null;
    const elapsedMs = to.senderReport.unixMs - from.senderReport.unixMs;
    const fromTimestamp = from.senderReport.rtpTimestamp + Math.round((elapsedMs * from.clockRateHz) / 1000);
    return (this.#splicer.timestampOffset + fromTimestamp - to.senderReport.rtpTimestamp) >>> 0;
  }

  #compose(source: { bytes: Uint8Array; payloadOffset: number; payloadEnd: number }): number {
    this.#extend();
    return composePacket(scratch, outgoing, source);
  }

  #extend(): void {
    outgoing.transportCcId = this.#sink.transportCcId;
    outgoing.absSendTimeId = this.#sink.absSendTimeId;
    outgoing.colorSpaceId = this.#sink.colorSpaceId;
  }
}

/** Writes shifted picture numbers into `scratch`. @param shift - from offsets in the received packet to offsets in scratch. */
function rewriteVp8(
  vp8: Vp8Descriptor,
  shift: number,
  offsets: { pictureIdOffset: number; tl0Offset: number },
): void {
  if (vp8.pictureIdAt >= 0) {
    const pictureId = (vp8.pictureId + offsets.pictureIdOffset) & 0x7fff;
    const at = vp8.pictureIdAt + shift;
    if (vp8.pictureIdBits === 15) {
      scratch[at] = 0x80 | (pictureId >> 8);
      scratch[at + 1] = pictureId & 0xff;
    } else {
      scratch[at] = pictureId & 0x7f;
    }
  }
  if (vp8.tl0At >= 0) scratch[vp8.tl0At + shift] = (vp8.tl0 + offsets.tl0Offset) & 0xff;
}

function readTimestamp(bytes: Uint8Array): number {
  return ((bytes[4]! << 24) | (bytes[5]! << 16) | (bytes[6]! << 8) | bytes[7]!) >>> 0;
}
