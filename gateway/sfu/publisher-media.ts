import { randomInt } from 'node:crypto';
import { SenderClock } from '../core/rtcp/sender-clock';
import { TwccRecorder } from '../core/rtcp/twcc-recorder';
import type { RtcpPacket } from '../core/rtcp/parse';
import { compound, writeNack, writePli, writeReceiverReport, writeRemb } from '../core/rtcp/write';
import { findExtension, parseRtp, type RtpHeader } from '../core/rtp/packet';
import { unwrapRtx } from '../core/rtp/rtx';
import type { CodecName } from '../core/sfu-sdp/choose-codecs';
import type { ExtensionIds } from '../core/sfu-sdp/extensions';
import { countRejected, metrics } from './metrics';
import type { UpLayer } from './up-layer';
import type { UpTrack } from './up-track';

type Route =
  | { kind: 'media'; track: UpTrack; layer: UpLayer }
  | { kind: 'rtx'; track: UpTrack; layer: UpLayer; payloadType: number };

/** Streams of one publisher: three layers and their RTX for some tracks; more is an attack. */
const ROUTES_MAX = 64;
/** Between NACKs for one packet; the round trip to a guest is rarely longer. */
const NACK_RETRY_MS = 60;
/** Offered to publishers that cannot do transport-wide feedback. */
const REMB_BPS = 3_000_000;

/** Everything that comes from one publisher: which track a packet belongs to, and the RTCP that keeps it coming. */
export class PublisherMedia {
  readonly tracksByMid = new Map<string, UpTrack>();
  readonly #routes = new Map<number, Route>();
  readonly #twcc = new TwccRecorder();
  readonly #localSsrc = randomInt(1, 0xffffffff);
  readonly #send: (bytes: Buffer) => boolean;
  readonly #onVoice: (track: UpTrack, levelDbov: number) => void;
  #extensions: ExtensionIds = {
    mid: 0,
    rid: 0,
    repairedRid: 0,
    absSendTime: 0,
    transportCc: 0,
    audioLevel: 0,
    colorSpace: 0,
  };
  #payloads = new Map<number, { codec: CodecName; isRtx: boolean }>();
  /** RTX payload type to the payload type it repairs. */
  #repairs = new Map<number, number>();
  /** One for all tracks of the publisher: the same offset is what keeps lips in sync. */
  readonly #clock = new SenderClock();
  #twccSsrc = 0;
  #lossFraction = 0;

  constructor(send: (bytes: Buffer) => boolean, onVoice: (track: UpTrack, levelDbov: number) => void) {
    this.#send = send;
    this.#onVoice = onVoice;
  }

  get offsetMs(): number | null {
    return this.#clock.offsetMs;
  }

  /** 0..1, of the worst stream in the last report. */
  get lossFraction(): number {
    return this.#lossFraction;
  }

  /** What the last negotiation agreed on. */
  negotiated(
    extensions: ExtensionIds,
    codecs: readonly { name: CodecName; payloadType: number; rtxPayloadType: number | null }[],
  ): void {
    this.#extensions = extensions;
    this.#payloads = new Map();
    this.#repairs = new Map();
    for (const codec of codecs) {
      this.#payloads.set(codec.payloadType, { codec: codec.name, isRtx: false });
      if (codec.rtxPayloadType === null) continue;
      this.#payloads.set(codec.rtxPayloadType, { codec: codec.name, isRtx: true });
      this.#repairs.set(codec.rtxPayloadType, codec.payloadType);
    }
  }

  add(track: UpTrack, ssrcs: readonly { ssrc: number; rtxSsrc: number | null }[], nowMs: number): void {
    this.tracksByMid.set(track.mid, track);
    const declared = ssrcs[0];
    if (track.rids.length > 0 || declared === undefined) return;
    const layer = track.addLayer(declared.ssrc, '', nowMs);
    if (layer === null) return;
    this.#route(declared.ssrc, { kind: 'media', track, layer });
    layer.rtxSsrc = declared.rtxSsrc;
  }

  remove(track: UpTrack): void {
    this.tracksByMid.delete(track.mid);
    for (const [ssrc, route] of this.#routes) if (route.track === track) this.#routes.delete(ssrc);
    track.release();
  }

  receiveRtp(bytes: Buffer, nowMs: number): void {
    const header = parseRtp(bytes);
    if (typeof header === 'string') return countRejected('rtp', header);
    metrics.packetsIn.inc();
    if (this.#extensions.transportCc !== 0) this.#recordArrival(bytes, header, nowMs);
    const route = this.#routes.get(header.ssrc) ?? this.#learn(bytes, header, nowMs);
    if (route === null) return;
    if (route.kind === 'rtx') {
      const original = unwrapRtx(bytes, header, {
        ssrc: route.layer.ssrc,
        payloadType: this.#repairs.get(header.payloadType) ?? 0,
      });
      if (original === null) return;
      const restored = parseRtp(original);
      if (typeof restored !== 'string')
        this.#deliver(route, original, { header: restored, nowMs, isRetransmission: true });
      return;
    }
    const payload = this.#payloads.get(header.payloadType);
    if (payload === undefined || payload.isRtx) return;
    route.track.codec = payload.codec;
    route.track.colorSpaceId = this.#extensions.colorSpace;
    if (this.#extensions.audioLevel !== 0 && route.track.kind === 'audio')
      this.#readVoice(route.track, bytes, header);
    this.#deliver(route, bytes, { header, nowMs, isRetransmission: false });
  }

  receiveSenderReport(
    report: Extract<RtcpPacket, { type: 'sender-report' }>,
    nowMs: number,
    unixNowMs: number,
  ): void {
    const route = this.#routes.get(report.ssrc);
    if (route?.kind !== 'media') return;
    route.layer.receiveSenderReport(report.ntp, report.rtpTimestamp, nowMs);
    const sent = route.layer.senderReport;
    if (sent !== null) this.#clock.noteReport(sent.unixMs, unixNowMs);
  }

  /** As subscribed media show it; 0 while they do not. */
  noteRoundTrip(roundTripMs: number): void {
    this.#clock.noteRoundTrip(roundTripMs);
  }

  /** Asks for what is missing and for key frames. Every tick. */
  pollLoss(nowMs: number): void {
    for (const track of this.tracksByMid.values()) {
      for (const layer of track.layers) {
        if (layer === undefined) continue;
        const { missing, askKeyFrame } = layer.poll(nowMs, NACK_RETRY_MS);
        if (missing.length > 0) {
          metrics.nacksOut.inc();
          this.#sendRtcp(writeNack(this.#localSsrc, layer.ssrc, missing));
        }
        if (askKeyFrame && track.kind === 'video' && !track.isMuted) {
          metrics.keyFrameRequests.inc();
          this.#sendRtcp(writePli(this.#localSsrc, layer.ssrc));
        }
      }
    }
  }

  /** Arrival times for the publisher's bandwidth estimation. Every 50 to 100 ms. */
  sendFeedback(): void {
    if (this.#twccSsrc === 0) return;
    for (const packet of this.#twcc.feedback(this.#localSsrc, this.#twccSsrc)) this.#sendRtcp(packet);
  }

  sendReports(nowMs: number): void {
    const layers = [...this.tracksByMid.values()].flatMap((track) =>
      track.layers.filter((layer) => layer !== undefined),
    );
    if (layers.length === 0) return;
    const blocks = layers.map((layer) => layer.report(nowMs));
    this.#lossFraction = Math.max(...blocks.map(({ fractionLost }) => fractionLost / 256));
    const report = writeReceiverReport(this.#localSsrc, blocks);
    const remb =
      this.#extensions.transportCc === 0
        ? [
            writeRemb(
              this.#localSsrc,
              REMB_BPS,
              layers.map((layer) => layer.ssrc),
            ),
          ]
        : [];
    this.#sendRtcp(compound(report, ...remb));
  }

  release(): void {
    for (const track of this.tracksByMid.values()) track.release();
    this.tracksByMid.clear();
    this.#routes.clear();
  }

  #deliver(
    route: Route,
    bytes: Uint8Array,
    packet: { header: RtpHeader; nowMs: number; isRetransmission: boolean },
  ): void {
    const arrival = route.layer.receive(bytes, packet.header, packet);
    if (arrival === 'duplicate') return;
    route.track.forward(route.layer, bytes, packet.header, {
      isLate: arrival === 'late',
      nowMs: packet.nowMs,
    });
  }

  #recordArrival(bytes: Buffer, header: RtpHeader, nowMs: number): void {
    const element = findExtension(bytes, header, this.#extensions.transportCc);
    if (element?.length !== 2) return;
    this.#twccSsrc = header.ssrc;
    this.#twcc.receive((element[0]! << 8) | element[1]!, Math.round(nowMs * 1000));
  }

  #readVoice(track: UpTrack, bytes: Buffer, header: RtpHeader): void {
    const element = findExtension(bytes, header, this.#extensions.audioLevel);
    if (element?.length === 1) this.#onVoice(track, element[0]! & 0x7f);
  }

  /** RFC 8843 §9.2, RFC 8852: the first packets of an unknown SSRC carry mid and rid. */
  #learn(bytes: Buffer, header: RtpHeader, nowMs: number): Route | null {
    const payload = this.#payloads.get(header.payloadType);
    if (payload === undefined || this.#routes.size >= ROUTES_MAX) return null;
    const declared = payload.isRtx ? this.#routeOfDeclaredRtx(header) : null;
    if (declared !== null) return declared;
    const track = this.tracksByMid.get(this.#text(bytes, header, this.#extensions.mid));
    if (track === undefined) return null;
    if (payload.isRtx) {
      const repaired = this.#text(bytes, header, this.#extensions.repairedRid);
      const layer = track.layers.find((candidate) => candidate?.rid === repaired);
      if (layer === undefined) return null;
      return this.#route(header.ssrc, { kind: 'rtx', track, layer, payloadType: header.payloadType });
    }
    track.codec = payload.codec;
    const layer = track.addLayer(header.ssrc, this.#text(bytes, header, this.#extensions.rid), nowMs);
    if (layer === null) return null;
    for (const [ssrc, route] of this.#routes)
      if (route.track === track && route.layer.index === layer.index) this.#routes.delete(ssrc);
    return this.#route(header.ssrc, { kind: 'media', track, layer });
  }

  #routeOfDeclaredRtx(header: RtpHeader): Route | null {
    for (const track of this.tracksByMid.values()) {
      const layer = track.layers.find((candidate) => candidate?.rtxSsrc === header.ssrc);
      if (layer !== undefined)
        return this.#route(header.ssrc, { kind: 'rtx', track, layer, payloadType: header.payloadType });
    }
    return null;
  }

  #route(ssrc: number, route: Route): Route {
    this.#routes.set(ssrc, route);
    return route;
  }

  #text(bytes: Buffer, header: RtpHeader, id: number): string {
    if (id === 0) return '';
    const element = findExtension(bytes, header, id);
    return element === null ? '' : String.fromCharCode(...element);
  }

  #sendRtcp(bytes: Uint8Array): void {
    this.#send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }
}
