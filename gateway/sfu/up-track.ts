import { TrackType, type TrackInfo } from '@livekit/protocol';
import { isH264KeyFrameStart } from '../core/forward/key-frame';
import { emptyVp8Descriptor, readVp8Descriptor, type Vp8Descriptor } from '../core/forward/vp8-descriptor';
import { wantedLayer, type LayerWish } from '../core/layer-selection/wanted-layer';
import { findExtension, parseRtp, type RtpHeader } from '../core/rtp/packet';
import type { CodecName } from '../core/sfu-sdp/choose-codecs';
import { LAYER_SILENT_MS, UpLayer } from './up-layer';

/** What every subscriber needs to know of a packet, worked out once. One object is reused for all packets. */
export interface UpPacket {
  layer: number;
  bytes: Uint8Array;
  header: RtpHeader;
  payloadEnd: number;
  codec: CodecName;
  /** Only with the last packet of a key frame, as a view into `bytes`. */
  colorSpace: Uint8Array | null;
  /** Meaningful when `hasVp8`. */
  vp8: Vp8Descriptor;
  hasVp8: boolean;
  /** A decoder can start here, and the packet came in order. */
  canStart: boolean;
  nowMs: number;
}

/** A subscriber of the track, as the track sees it. */
export interface UpSubscriber {
  readonly wish: LayerWish;
  readonly current: number;
  readonly target: number;
  forward(packet: UpPacket): void;
  skip(layer: number, sequence: number): void;
  restart(): void;
  layerReplaced(layer: number): void;
  sourceChanged(): void;
}

/** The publisher's side of the wall: where sender reports of one participant are turned into this machine's clock. */
export interface PublisherClock {
  /** Milliseconds to add to the publisher's NTP time, null before its first sender report. */
  readonly offsetMs: number | null;
}

const packet: UpPacket = {
  layer: 0,
  bytes: new Uint8Array(0),
  header: {
    marker: false,
    payloadType: 0,
    sequence: 0,
    timestamp: 0,
    ssrc: 0,
    extensionProfile: 0,
    extensionOffset: 0,
    extensionLength: 0,
    payloadOffset: 0,
    payloadLength: 0,
    paddingLength: 0,
  },
  payloadEnd: 0,
  codec: 'opus',
  colorSpace: null,
  vp8: emptyVp8Descriptor(),
  hasVp8: false,
  canStart: false,
  nowMs: 0,
};

/** A published track: its layers and the subscribers it is forwarded to. */
export class UpTrack {
  readonly info: TrackInfo;
  readonly kind: 'audio' | 'video';
  readonly mid: string;
  readonly rids: readonly string[];
  readonly clock: PublisherClock;
  readonly downs = new Set<UpSubscriber>();
  /** By index, lowest quality first; a layer appears with its first packet. */
  readonly layers: (UpLayer | undefined)[];
  codec: CodecName;
  /** Header extension id that the publisher negotiated; 0 for none. */
  colorSpaceId = 0;
  /** Pictures that the lowest layer had sent when each layer last sent one, by index. */
  readonly #lowestCountAt: number[];

  constructor(options: {
    info: TrackInfo;
    mid: string;
    rids: readonly string[];
    codec: CodecName;
    clock: PublisherClock;
  }) {
    this.info = options.info;
    this.kind = options.info.type === TrackType.AUDIO ? 'audio' : 'video';
    this.mid = options.mid;
    this.rids = orderRids(options.rids);
    this.codec = options.codec;
    this.clock = options.clock;
    // Filled: map() and findIndex() do not agree about the holes of an array that is not.
    this.layers = new Array<UpLayer | undefined>(Math.max(1, this.rids.length)).fill(undefined);
    this.#lowestCountAt = this.layers.map(() => 0);
  }

  get sid(): string {
    return this.info.sid;
  }

  get isMuted(): boolean {
    return this.info.muted;
  }

  /** @returns whether it changed. A muted track is not forwarded, whatever its publisher still sends. */
  setMuted(isMuted: boolean): boolean {
    if (this.info.muted === isMuted) return false;
    this.info.muted = isMuted;
    for (const down of this.downs) {
      down.restart();
      down.sourceChanged();
      if (!isMuted && down.target >= 0) this.layers[down.target]?.wantKeyFrame();
    }
    return true;
  }

  /** @returns the layer for a stream just learnt, or null when the rid is unknown or the layer already has an SSRC in use. */
  addLayer(ssrc: number, rid: string, nowMs: number): UpLayer | null {
    const index = this.rids.length === 0 ? 0 : this.rids.indexOf(rid);
    if (index < 0) return null;
    const existing = this.layers[index];
    // An SSRC may change (Firefox after replaceTrack), but two at once for one layer would interleave.
    if (existing !== undefined && nowMs - existing.lastMediaMs < 1_000) return null;
    existing?.release();
    const clockRateHz = this.kind === 'audio' ? 48_000 : 90_000;
    const layer = new UpLayer({ index, rid, ssrc, kind: this.kind, clockRateHz }, nowMs);
    this.layers[index] = layer;
    this.#noteSending(layer);
    for (const down of this.downs) down.layerReplaced(index);
    return layer;
  }

  /** Forwards one packet. `arrival` decides whether a subscriber may start here. */
  forward(
    layer: UpLayer,
    bytes: Uint8Array,
    header: RtpHeader,
    arrival: { isLate: boolean; nowMs: number },
  ): void {
    if (header.payloadLength === 0) {
      for (const down of this.downs) down.skip(layer.index, header.sequence);
      return;
    }
    if (header.marker) this.#notePicture(layer);
    else this.#noteSending(layer);
    if (this.info.muted) return;
    packet.layer = layer.index;
    packet.bytes = bytes;
    packet.header = header;
    packet.payloadEnd = header.payloadOffset + header.payloadLength;
    packet.codec = this.codec;
    packet.nowMs = arrival.nowMs;
    packet.colorSpace = this.#colorSpaceOf(bytes, header);
    packet.hasVp8 = false;
    let isStart = true;
    if (this.codec === 'vp8') {
      const range = { from: header.payloadOffset, end: packet.payloadEnd };
      packet.hasVp8 = readVp8Descriptor(bytes, range, packet.vp8);
      isStart = packet.hasVp8 && packet.vp8.isKeyFrameStart;
    } else if (this.codec === 'h264') {
      isStart = isH264KeyFrameStart(bytes, header.payloadOffset, packet.payloadEnd);
    }
    if (isStart) layer.keyFrameArrived();
    packet.canStart = isStart && !arrival.isLate;
    for (const down of this.downs) down.forward(packet);
  }

  /** Of a packet kept for retransmission. */
  storedColorSpace(bytes: Uint8Array): Uint8Array | null {
    const header = this.colorSpaceId === 0 ? 'too-short' : parseRtp(bytes);
    return typeof header === 'string' ? null : this.#colorSpaceOf(bytes, header);
  }

  #colorSpaceOf(bytes: Uint8Array, header: RtpHeader): Uint8Array | null {
    // Publishers send it with a frame's last packet; elsewhere there is nothing to look for.
    if (this.colorSpaceId === 0 || !header.marker || this.kind === 'audio') return null;
    return findExtension(bytes, header, this.colorSpaceId);
  }

  /**
   * Rate of a layer, null when it is not being sent.
   * @param isInUse - a layer in use is priced by the lower of its rates in the last second and the last few, or its own
   * first key frame would make it too dear; one that is to be used by the higher, or a still moment would make it cheap.
   */
  layerKbps(index: number, nowMs: number, isInUse = false): number | null {
    const layer = this.layers[index];
    if (layer === undefined) return null;
    // A single layer has no substitute: a still screen that sends nothing is not gone.
    if (this.layers.length > 1 && this.#isSilent(layer, nowMs)) return null;
    const [lastKbps, steadyKbps] = [layer.meter.kbps(nowMs), layer.steadyKbps(nowMs)];
    const measuredKbps = Math.max(
      isInUse ? Math.min(lastKbps, steadyKbps) : Math.max(lastKbps, steadyKbps),
      1,
    );
    // A second's meter says nothing of a layer that has just begun, or begun again; a single one may be a still screen's.
    const beganMs = this.layers.length > 1 ? layer.resumedAtMs : layer.sinceMs;
    return nowMs - beganMs < LAYER_YOUNG_MS
      ? Math.max(measuredKbps, this.#expectedKbps(index))
      : measuredKbps;
  }

  #noteSending(layer: UpLayer): void {
    this.#lowestCountAt[layer.index] = this.layers[0]?.pictureCount ?? 0;
  }

  #notePicture(layer: UpLayer): void {
    this.#noteSending(layer);
    if (layer.index !== 0) return;
    for (let above = 1; above < this.layers.length; above += 1) {
      // Told once, by the picture that settles it.
      if (layer.pictureCount - this.#lowestCountAt[above]! !== LAYER_MISSED_PICTURES) continue;
      for (const down of this.downs) if (down.current === above) down.sourceChanged();
    }
  }

  /** All layers show the same pictures: one that has missed several of the lowest layer's was switched off. */
  #isSilent(layer: UpLayer, nowMs: number): boolean {
    const silentMs = nowMs - layer.lastMediaMs;
    if (silentMs > LAYER_SILENT_MS) return true;
    const missed = (this.layers[0]?.pictureCount ?? 0) - this.#lowestCountAt[layer.index]!;
    return layer.index > 0 && missed >= LAYER_MISSED_PICTURES && silentMs > LAYER_MISSED_MS;
  }

  #expectedKbps(index: number): number {
    const declaredBps = [...this.info.layers].sort((a, b) => a.quality - b.quality)[index]?.bitrate ?? 0;
    return declaredBps > 0
      ? declaredBps / 1000
      : (EXPECTED_KBPS[this.layers.length - 1 - index] ?? EXPECTED_KBPS[0]!);
  }

  /** The highest layer that any subscriber has use for, whether or not there is room for it; -1 when none wants any. */
  wantedLayer(): number {
    const sizes = layerSizes(this);
    let highest = -1;
    for (const down of this.downs) highest = Math.max(highest, wantedLayer(down.wish, sizes));
    return highest;
  }

  release(): void {
    for (const layer of this.layers) layer?.release();
    this.downs.clear();
  }
}

const LAYER_YOUNG_MS = 1_500;
/** livekit-client's defaults for 720p, 360p, 180p. */
const EXPECTED_KBPS = [1_700, 450, 160];
/** An encoder that saves drops a picture or two of a layer, not this many in a row. */
const LAYER_MISSED_PICTURES = 8;
/** Pictures that were held up on the way arrive all at once: they miss nothing yet. */
const LAYER_MISSED_MS = 200;

/** Lowest first, whatever order the client offers them in (rtc-node: h,q). */
function orderRids(rids: readonly string[]): string[] {
  const rank = (rid: string): number => ['q', 'h', 'f'].indexOf(rid);
  return [...rids].sort((a, b) => rank(a) - rank(b));
}

/** Sizes lowest first; a track that declared none scales by two per layer. */
export function layerSizes(up: UpTrack): { width: number; height: number }[] {
  const declared = [...up.info.layers].sort((a, b) => a.quality - b.quality);
  return up.layers.map((_, index) => {
    const layer = declared.length === up.layers.length ? declared[index] : undefined;
    if (layer !== undefined) return { width: layer.width, height: layer.height };
    const scale = 2 ** (up.layers.length - 1 - index);
    return { width: Math.floor(up.info.width / scale), height: Math.floor(up.info.height / scale) };
  });
}
