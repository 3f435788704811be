import {
  allocateLayers,
  easeFalls,
  type LayerAllocation,
  type LayerDemand,
} from '../core/layer-selection/allocate-layers';
import { LayerHold, ROOM_PLAIN } from '../core/layer-selection/layer-hold';
import { wantedLayer } from '../core/layer-selection/wanted-layer';
import type { ReportBlock, RtcpPacket } from '../core/rtcp/parse';
import { ntpFromUnixMs, ntpMiddle } from '../core/rtcp/ntp';
import type { CodecName } from '../core/sfu-sdp/choose-codecs';
import { DownTrack, type DownSink } from './down-track';
import { metrics } from './metrics';
import { SubscriberLink } from './subscriber-link';
import { layerSizes, type UpTrack } from './up-track';

/** The subscriber's connection as its media needs it. */
export interface SubscriberPipe {
  payloadTypeOf(codec: CodecName): { payloadType: number; rtxPayloadType: number | null } | null;
  readonly transportCcId: number;
  readonly absSendTimeId: number;
  readonly colorSpaceId: number;
  send(bytes: Uint8Array): boolean;
  /** Layers must be chosen again. */
  reallocate(): void;
  /** {@link SubscriberMedia.drain} is due in some milliseconds. */
  wake(): void;
  /** A picture that the subscriber wants is held back, or comes again, for want of room. */
  heldBack(down: DownTrack, isHeldBack: boolean): void;
}

/** On links with a shorter round trip a repair is on its way when the next request for it comes. */
const RESEND_INTERVAL_MS_MIN = 40;
/** A link that carries less than this of what is sent is flooded until the layer in use is cut off. */
const CUT_SHARE = 0.7;
const SCREEN_SHARE = 3;

/** Everything one subscriber is sent: its tracks, how much of them fits, and what it reports back. */
export class SubscriberMedia {
  readonly downs = new Map<string, DownTrack>();
  readonly link: SubscriberLink;
  readonly #bySsrc = new Map<number, DownTrack>();
  readonly #hold = new LayerHold();
  readonly #pipe: SubscriberPipe;
  readonly #sink: DownSink;

  constructor(pipe: SubscriberPipe) {
    this.#pipe = pipe;
    this.link = new SubscriberLink(pipe);
    this.#sink = {
      payloadTypeOf: (codec) => pipe.payloadTypeOf(codec),
      get transportCcId() {
        return pipe.transportCcId;
      },
      get absSendTimeId() {
        return pipe.absSendTimeId;
      },
      get colorSpaceId() {
        return pipe.colorSpaceId;
      },
      send: (kind, bytes, nowMs) => this.link.send(kind, bytes, nowMs),
      reallocate: () => pipe.reallocate(),
    };
  }

  /** Idempotent: a track is subscribed once. */
  subscribe(up: UpTrack, publisherSid: string): DownTrack {
    const existing = this.downs.get(up.sid);
    if (existing !== undefined) return existing;
    const down = new DownTrack(up, publisherSid, this.#sink);
    this.downs.set(up.sid, down);
    this.#bySsrc.set(down.ssrc, down);
    if (down.rtxSsrc !== null) this.#bySsrc.set(down.rtxSsrc, down);
    up.downs.add(down);
    return down;
  }

  unsubscribe(trackSid: string): DownTrack | null {
    const down = this.downs.get(trackSid);
    if (down === undefined) return null;
    this.downs.delete(trackSid);
    this.#bySsrc.delete(down.ssrc);
    if (down.rtxSsrc !== null) this.#bySsrc.delete(down.rtxSsrc);
    down.up.downs.delete(down);
    return down;
  }

  receiveRtcp(packet: RtcpPacket, nowMs: number, unixNowMs: number): void {
    switch (packet.type) {
      case 'receiver-report':
      case 'sender-report':
        this.#receiveReports(packet.reports, unixNowMs);
        break;
      case 'remb':
        this.link.receiveRemb(packet.bitrateBps);
        break;
      case 'twcc':
        if (this.link.receiveFeedback(packet, nowMs)) this.allocate(nowMs);
        break;
      case 'nack':
        this.#resend(packet.mediaSsrc, packet.sequences, nowMs);
        break;
      case 'pli':
        this.#wantKeyFrame(packet.mediaSsrc);
        break;
      case 'fir':
        for (const request of packet.requests) this.#wantKeyFrame(request.ssrc);
        break;
      default:
        break;
    }
  }

  /** Chooses layers anew. Every 500 ms, and at once when a layer appears, a wish changes or the estimate moves. */
  allocate(nowMs: number): void {
    const demands: LayerDemand[] = [];
    let audioKbps = 0;
    let videoKbps = 0;
    for (const [id, down] of this.downs) {
      const { up } = down;
      if (up.kind === 'audio') audioKbps += down.meter.kbps(nowMs);
      else if (down.mid !== null) {
        videoKbps += down.meter.kbps(nowMs);
        demands.push({
          id,
          layerKbps: up.layers.map((_, index) => up.layerKbps(index, nowMs, index === down.current)),
          wanted: up.isMuted ? -1 : wantedLayer(down.wish, layerSizes(up)),
          current: down.current >= 0 ? down.current : down.target,
          priority: up.info.source === SCREEN_SHARE ? 1 : 0,
        });
      }
    }
    const budgetKbps = this.link.budgetKbps - audioKbps;
    const chosen = this.#choose(demands, { budgetKbps, audioKbps }, nowMs);
    const isFlooded = budgetKbps < videoKbps * CUT_SHARE;
    let hasRisen = false;
    let isCut = false;
    for (const demand of demands) {
      const layer = chosen.layers.get(demand.id)!;
      hasRisen ||= layer > demand.current;
      isCut = this.#apply(demand, layer, { isFlooded, nowMs }) || isCut;
    }
    if (isCut) this.link.awaitDrain(nowMs);
    const nextKbps = chosen.nextKbps === null ? null : chosen.nextKbps + audioKbps;
    const provenKbps = (nextKbps ?? 0) * (chosen.isHeld ? ROOM_PLAIN : 1);
    this.link.setNeed({ nextKbps, provenKbps, wantedKbps: chosen.wantedKbps + audioKbps, hasRisen }, nowMs);
  }

  /** Reads the estimate; every 500 ms, before {@link allocate}. */
  estimate(nowMs: number): void {
    this.link.estimate(nowMs);
  }

  /** @returns whether it must be called again soon. */
  drain(nowMs: number): boolean {
    return this.link.drain(nowMs, this.#pad);
  }

  sendReports(nowMs: number, unixNowMs: number): void {
    for (const down of this.downs.values()) {
      const report = down.senderReport(nowMs, unixNowMs);
      if (report !== null) this.#pipe.send(report);
    }
  }

  release(): void {
    for (const sid of [...this.downs.keys()]) this.unsubscribe(sid);
    this.link.release();
  }

  #choose(
    demands: readonly LayerDemand[],
    { budgetKbps, audioKbps }: { budgetKbps: number; audioKbps: number },
    nowMs: number,
  ): LayerAllocation & { isHeld: boolean } {
    const free = easeFalls(demands, allocateLayers(demands, budgetKbps), budgetKbps);
    const rises = (demand: LayerDemand): boolean =>
      this.downs.get(demand.id)!.hasBegun && free.layers.get(demand.id)! > demand.current;
    const rise = {
      neededKbps: free.spentKbps + audioKbps,
      budgetKbps: this.link.budgetKbps,
      fullKbps: this.link.fullKbps,
    };
    if (!demands.some(rises) || this.#hold.mayRise(nowMs, rise)) return { ...free, isHeld: false };
    const held = demands.map((demand) =>
      rises(demand) ? { ...demand, wanted: Math.min(demand.wanted, demand.current) } : demand,
    );
    const { wantedKbps } = free;
    return { ...allocateLayers(held, budgetKbps), nextKbps: free.spentKbps, wantedKbps, isHeld: true };
  }

  /** @returns whether the layer that was being sent was cut off. */
  #apply(demand: LayerDemand, layer: number, context: { isFlooded: boolean; nowMs: number }): boolean {
    const down = this.downs.get(demand.id)!;
    const isAvailable = demand.layerKbps.some((kbps) => kbps !== null);
    const isHeldBack = layer === -1 && demand.wanted >= 0 && isAvailable;
    if (isHeldBack !== down.isHeldBack) {
      down.isHeldBack = isHeldBack;
      this.#pipe.heldBack(down, isHeldBack);
    }
    if (layer === down.target && (layer === down.current || layer === -1)) return false;
    if (layer !== down.target) {
      metrics.layerSwitches.inc();
      if (down.hasBegun && layer > demand.current) this.#hold.rose(context.nowMs);
      if (layer < demand.current && demand.wanted >= demand.current && isAvailable)
        this.#hold.fell(context.nowMs);
    }
    // What no longer fits must not fill the link's queue until the smaller layer's key frame comes.
    const isCut = context.isFlooded && layer < down.current;
    if (isCut) down.restart();
    down.setTarget(layer);
    return isCut;
  }

  readonly #pad = (bytes: number, nowMs: number): void => {
    for (const down of this.downs.values()) if (down.pad(bytes, nowMs)) return;
  };

  #receiveReports(reports: readonly ReportBlock[], unixNowMs: number): void {
    let lossSum = 0;
    let streams = 0;
    let rttMs: number | null = null;
    for (const report of reports) {
      if (!this.#bySsrc.has(report.ssrc)) continue;
      lossSum += report.fractionLost / 256;
      streams += 1;
      if (report.lastSenderReport === 0) continue;
      // RFC 3550 §6.4.1: A - LSR - DLSR, in 1/65536 s, modulo 2^32.
      const now = ntpMiddle(ntpFromUnixMs(unixNowMs));
      rttMs = (((now - report.lastSenderReport - report.delaySinceLastSenderReport) | 0) / 65536) * 1000;
    }
    if (streams > 0) this.link.receiveReport(lossSum / streams, rttMs);
  }

  #resend(ssrc: number, sequences: readonly number[], nowMs: number): void {
    const down = this.#bySsrc.get(ssrc);
    if (down === undefined) return;
    const intervalMs = Math.max(RESEND_INTERVAL_MS_MIN, this.link.rttMs);
    const mayTake = (bytes: number): boolean => this.link.mayRepair(bytes, nowMs);
    for (const sequence of sequences) {
      if (down.resend(sequence, nowMs, { intervalMs, mayTake }) > 0) metrics.packetsResent.inc();
    }
  }

  #wantKeyFrame(ssrc: number): void {
    const down = this.#bySsrc.get(ssrc);
    if (down === undefined) return;
    down.up.layers[down.current >= 0 ? down.current : down.target]?.wantKeyFrame();
  }
}
