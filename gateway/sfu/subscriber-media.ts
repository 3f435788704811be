import { allocateLayers } from '../core/layer-selection/allocate-layers';
import { wantedLayer } from '../core/layer-selection/wanted-layer';
import { DownlinkEstimator } from '../core/bandwidth/downlink-estimator';
import { TokenBucket } from '../core/bandwidth/token-bucket';
import type { ReportBlock, RtcpPacket } from '../core/rtcp/parse';
import { ntpFromUnixMs, ntpMiddle } from '../core/rtcp/ntp';
import { DownTrack, type DownSink } from './down-track';
import { metrics } from './metrics';
import type { UpTrack } from './up-track';

/** A retransmission budget of a quarter second at 2 Mbps in one burst, then a share of what is sent. */
const RTX_BURST_BYTES = 64 * 1024;
const RTX_SHARE = 0.15;
const RTX_BYTES_PER_SECOND_MIN = 25_000;
const RESEND_INTERVAL_MS_MIN = 40;

/** Everything one subscriber is sent: its tracks, how much of them fits, and what it reports back. */
export class SubscriberMedia {
  readonly downs = new Map<string, DownTrack>();
  readonly #bySsrc = new Map<number, DownTrack>();
  readonly #estimator = new DownlinkEstimator();
  readonly #rtxBudget = new TokenBucket(RTX_BURST_BYTES);
  readonly #sink: DownSink;

  constructor(sink: DownSink) {
    this.#sink = sink;
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
        this.#estimator.receiveRemb(packet.bitrateBps);
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

  /** Chooses layers anew. Every 500 ms, and at once when a layer appears or a wish changes. */
  allocate(nowMs: number): void {
    const demands = [];
    let audioKbps = 0;
    for (const [id, down] of this.downs) {
      const { up } = down;
      if (up.kind === 'audio') {
        audioKbps += down.meter.kbps(nowMs);
        continue;
      }
      if (down.mid === null) continue;
      demands.push({
        id,
        layerKbps: up.layers.map((_, index) => up.layerKbps(index, nowMs)),
        wanted: up.isMuted ? -1 : wantedLayer(down.wish, layerSizes(up)),
        current: down.current,
        priority: up.info.source === 3 ? 1 : 0,
      });
    }
    const chosen = allocateLayers(demands, this.#budgetKbps - audioKbps);
    for (const [id, layer] of chosen) {
      const down = this.downs.get(id)!;
      if (layer === down.target && (layer === down.current || layer === -1)) continue;
      if (layer !== down.target) metrics.layerSwitches.inc();
      down.setTarget(layer);
    }
  }

  #budgetKbps = new DownlinkEstimator().poll(0, 0);

  /** Reads the estimate; every 500 ms, before {@link allocate}. */
  estimate(nowMs: number): void {
    let sentKbps = 0;
    for (const down of this.downs.values()) sentKbps += down.meter.kbps(nowMs);
    this.#budgetKbps = this.#estimator.poll(sentKbps, nowMs);
  }

  get budgetKbps(): number {
    return this.#budgetKbps;
  }

  sendReports(nowMs: number, unixNowMs: number): void {
    for (const down of this.downs.values()) {
      const report = down.senderReport(nowMs, unixNowMs);
      if (report !== null) this.#sink.send(Buffer.from(report.buffer, report.byteOffset, report.byteLength));
    }
  }

  release(): void {
    for (const sid of [...this.downs.keys()]) this.unsubscribe(sid);
  }

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
    if (streams > 0) this.#estimator.receiveReport(lossSum / streams, rttMs);
  }

  #resend(ssrc: number, sequences: readonly number[], nowMs: number): void {
    const down = this.#bySsrc.get(ssrc);
    if (down === undefined) return;
    const intervalMs = Math.max(RESEND_INTERVAL_MS_MIN, this.#estimator.rttMs);
    const bytesPerSecond = Math.max(RTX_BYTES_PER_SECOND_MIN, ((this.#budgetKbps * 1000) / 8) * RTX_SHARE);
    const mayTake = (bytes: number): boolean => this.#rtxBudget.take(bytes, nowMs, bytesPerSecond);
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

/** Sizes lowest first; a track that declared none scales by two per layer. */
function layerSizes(up: UpTrack): { width: number; height: number }[] {
  const declared = [...up.info.layers].sort((a, b) => a.quality - b.quality);
  return up.layers.map((_, index) => {
    const layer = declared.length === up.layers.length ? declared[index] : undefined;
    if (layer !== undefined) return { width: layer.width, height: layer.height };
    const scale = 2 ** (up.layers.length - 1 - index);
    return { width: Math.floor(up.info.width / scale), height: Math.floor(up.info.height / scale) };
  });
}
