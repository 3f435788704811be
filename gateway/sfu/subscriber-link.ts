import { BitrateMeter } from '../core/bandwidth/bitrate-meter';
import { DownlinkEstimator } from '../core/bandwidth/downlink-estimator';
import { Prober } from '../core/bandwidth/prober';
import { SendSideEstimator } from '../core/bandwidth/send-side-estimator';
import { SentPackets, type PacketReport } from '../core/bandwidth/sent-packets';
import { TokenBucket } from '../core/bandwidth/token-bucket';
import { stampTime, stampTransport } from '../core/forward/compose-packet';
import { Pacer } from '../core/forward/pacer';
import type { RtcpPacket } from '../core/rtcp/parse';

/** What a packet carries decides when it leaves. */
export type PacketKind = 'audio' | 'video' | 'repair' | 'padding';

/** The way to one subscriber: negotiated numbers and a pipe. */
export interface LinkPipe {
  /** Header extension ids, 0 when not negotiated. */
  readonly transportCcId: number;
  readonly absSendTimeId: number;
  send(bytes: Uint8Array): boolean;
  /** Something waits: call {@link SubscriberLink.drain} in some milliseconds. */
  wake(): void;
}

/** Rates in kbps, sound included. */
export interface LinkNeed {
  /** With the next step up; null when everything wanted is sent. */
  nextKbps: number | null;
  /** What must be known to fit before that step is taken: `nextKbps`, or more on a link that did not carry it. */
  provenKbps: number;
  /** With everything that is wanted. */
  wantedKbps: number;
  /** More is sent from now on: it must prove itself before a probe adds to it. */
  hasRisen: boolean;
}

/** Enough for faces before anything is known, little enough for a phone; a probe finds more within a second. */
const START_KBPS = 1_000;
/** A client that negotiated transport-wide feedback and sends none is judged by its reports. */
const FEEDBACK_MS_MAX = 5_000;
const FALL_QUIET_MS = 2_000;
/** A key frame and a round trip. */
const RISE_QUIET_MS = 1_000;
const PROBE_KBPS_MIN = 300;
/** A step that just fits would be taken back; this much room ends a hold ({@link LayerHold}). */
const PROBE_ROOM = 1.5;
/** Of a link that was full: its queue is then as long as the probe, and sound is not dropped there. */
const PROBE_FULL_FACTOR = 2;
const PROBE_QUEUE_MS_MAX = 40;
const QUEUE_OLD_MS = 4_000;
const PROBE_LOSS_MAX = 0.1;
/** An eighth of a second at 1 Mbps: a burst of repairs for one lost picture. */
const REPAIR_BURST_BYTES = 16 * 1024;
const REPAIR_SHARE = 0.1;

/** One subscriber's link: paces and numbers what is sent, estimates what fits, and probes for more. Knows no tracks. */
export class SubscriberLink {
  readonly #pipe: LinkPipe;
  readonly #sent = new SentPackets();
  readonly #pacer = new Pacer((bytes, nowMs) => this.#out(bytes, nowMs));
  readonly #meter = new BitrateMeter();
  readonly #byReports = new DownlinkEstimator();
  readonly #prober = new Prober();
  readonly #repairs = new TokenBucket(REPAIR_BURST_BYTES);
  #byArrivals: SendSideEstimator | null = null;
  #need: LinkNeed = { nextKbps: null, provenKbps: 0, wantedKbps: 0, hasRisen: false };
  #roseAtMs = -Infinity;
  #waitsSinceMs: number | null = null;
  #budgetKbps = START_KBPS;
  #resumedAtMs = -Infinity;
  /** Pictures wait until the subscriber has told of the packet with this index, or that is overdue. */
  #flood: { lastIndex: number; untilMs: number } | null = null;

  constructor(pipe: LinkPipe) {
    this.#pipe = pipe;
    this.#pacer.setRate(START_KBPS);
  }

  /** What fits, kbps, sound included. */
  get budgetKbps(): number {
    return this.#budgetKbps;
  }

  /** What the link carried when it was last full, kbps; null when that is not known. */
  get fullKbps(): number | null {
    return this.#byArrivals?.fullKbps ?? null;
  }

  get rttMs(): number {
    return Math.max(this.#byReports.rttMs, this.#byArrivals?.rttMs ?? 0);
  }

  /** 0..1, as far as the subscriber tells. */
  get lossFraction(): number {
    return this.#byArrivals?.lossFraction ?? this.#byReports.lossFraction;
  }

  get isProbing(): boolean {
    return this.#prober.isSending;
  }

  /** The bytes may be a scratch buffer. @returns false when the packet was dropped. */
  send(kind: PacketKind, bytes: Uint8Array, nowMs: number): boolean {
    if (kind === 'audio') return this.#pacer.sendSound(bytes, nowMs);
    if (kind === 'padding') return this.#out(bytes, nowMs);
    const isSent =
      kind === 'video' ? this.#pacer.sendPicture(bytes, nowMs) : this.#pacer.sendRepair(bytes, nowMs);
    if (this.#pacer.queuedBytes > 0) this.#pipe.wake();
    return isSent;
  }

  /** Whether so many bytes may be spent on sending something again: a tenth of the rate, or repairs feed congestion. */
  mayRepair(bytes: number, nowMs: number): boolean {
    return this.#repairs.take(bytes, nowMs, ((this.#budgetKbps * 1_000) / 8) * REPAIR_SHARE);
  }

  receiveRemb(bitrateBps: number): void {
    this.#byReports.receiveRemb(bitrateBps);
  }

  receiveReport(lossFraction: number, rttMs: number | null): void {
    this.#byReports.receiveReport(lossFraction, rttMs);
    this.#byArrivals?.receiveReport(lossFraction, rttMs);
  }

  /** @returns whether the budget changed so that layers must be chosen at once. */
  receiveFeedback(feedback: Extract<RtcpPacket, { type: 'twcc' }>, nowMs: number): boolean {
    this.#byArrivals ??= new SendSideEstimator(this.#sent, this.#budgetKbps);
    this.#byArrivals.poll(this.#meter.kbps(nowMs), nowMs);
    const hasFallen = this.#byArrivals.receiveFeedback(feedback, nowMs, this.#observe);
    const probe = this.#prober.take(nowMs);
    if (probe !== null) this.#byArrivals.receiveProbe(probe, nowMs);
    this.#setBudget(this.#byArrivals.kbps);
    return hasFallen || (probe !== null && probe.carriedKbps > 0);
  }

  /** Every 500 ms, before layers are chosen. */
  estimate(nowMs: number): void {
    const sentKbps = this.#meter.kbps(nowMs);
    // A probe that nothing was told of is over, too.
    this.#prober.take(nowMs);
    if (this.#isToldOfArrivals(nowMs)) this.#setBudget(this.#byArrivals!.poll(sentKbps, nowMs));
    else if (!this.#awaitsFeedback(nowMs)) this.#setBudget(this.#byReports.poll(sentKbps, nowMs));
  }

  /**
   * Far more was sent than the link carries, and its queue is full of that: until it has drained nothing but sound is
   * sent, or a smaller picture's key frame would push sound out of it.
   */
  awaitDrain(nowMs: number): void {
    // What was sent before the last wait still shows in what is measured over a second.
    if (!this.#isToldOfArrivals(nowMs) || nowMs - this.#resumedAtMs < FLOOD_QUIET_MS) return;
    this.#flood = { lastIndex: this.#sent.next - 1, untilMs: nowMs + this.rttMs + DRAIN_MS_MAX };
    this.#pacer.hold(true);
  }

  setNeed(need: LinkNeed, nowMs: number): void {
    this.#need = need;
    if (need.hasRisen) this.#roseAtMs = nowMs;
    if (need.nextKbps !== null) this.#waitsSinceMs ??= nowMs;
    this.#probe(nowMs);
  }

  /**
   * Sends what is due. @param pad - sends padding of about so many bytes.
   * @returns whether it must be called again soon.
   */
  drain(nowMs: number, pad: (bytes: number, nowMs: number) => void): boolean {
    if (this.#flood !== null && nowMs >= this.#flood.untilMs) this.#resume(nowMs);
    this.#prober.tick(this.#sent.next, nowMs);
    const dueBytes = this.#prober.due(nowMs);
    if (dueBytes > 0) pad(dueBytes, nowMs);
    const hasMore = this.#pacer.drain(nowMs);
    return hasMore || this.#prober.isSending;
  }

  release(): void {
    this.#pacer.clear();
  }

  readonly #observe = (report: PacketReport): void => {
    this.#prober.observe(report);
    if (this.#flood === null || report.index < this.#flood.lastIndex) return;
    const nowMs = this.#byArrivals!.toldAtMs!;
    this.#byArrivals!.learnCapacity(nowMs);
    this.#resume(nowMs);
  };

  #resume(nowMs: number): void {
    this.#flood = null;
    this.#resumedAtMs = nowMs;
    this.#pacer.hold(false);
  }

  #out(bytes: Uint8Array, nowMs: number): boolean {
    if (this.#pipe.transportCcId !== 0) {
      this.#waitsSinceMs ??= nowMs;
      stampTransport(bytes, this.#sent.record(bytes.length, nowMs));
      this.#prober.sent(bytes.length);
    } else if (this.#pipe.absSendTimeId !== 0) {
      stampTime(bytes, nowMs);
    }
    this.#meter.add(bytes.length, nowMs);
    return this.#pipe.send(bytes);
  }

  #probe(nowMs: number): void {
    const { nextKbps, provenKbps, wantedKbps } = this.#need;
    if (nextKbps === null || provenKbps <= this.#budgetKbps || !this.#mayProbe(nowMs)) return;
    const mostKbps = Math.max(nextKbps, wantedKbps) * PROBE_ROOM;
    const leastKbps = Math.max(nextKbps * PROBE_ROOM, PROBE_KBPS_MIN);
    const askedKbps = Math.min(mostKbps, Math.max(leastKbps, this.#budgetKbps * 2));
    const targetKbps = Math.min(
      askedKbps,
      Math.max(PROBE_KBPS_MIN, (this.fullKbps ?? Infinity) * PROBE_FULL_FACTOR),
    );
    if (!this.#prober.start(targetKbps, this.#sent.next, nowMs)) return;
    // Its own queue stands until it is told of.
    this.#byArrivals?.maskQueue(nowMs + PROBE_MASK_MS + this.rttMs);
    this.#pipe.wake();
  }

  /** Also before anything was sent: where the first picture does not fit at the start, only a probe finds that it does. */
  #mayProbe(nowMs: number): boolean {
    const estimator = this.#byArrivals;
    if (nowMs - this.#roseAtMs < RISE_QUIET_MS || this.#pacer.queuedBytes > 0) return false;
    if (estimator === null) return this.#awaitsFeedback(nowMs);
    return (
      this.#isToldOfArrivals(nowMs) &&
      nowMs - estimator.fellAtMs >= FALL_QUIET_MS &&
      // A delay that stands though nothing fell for long is no queue of ours: the route has changed.
      (estimator.queueMs <= PROBE_QUEUE_MS_MAX || nowMs - estimator.fellAtMs >= QUEUE_OLD_MS) &&
      estimator.lossFraction <= PROBE_LOSS_MAX
    );
  }

  #isToldOfArrivals(nowMs: number): boolean {
    const toldAtMs = this.#byArrivals?.toldAtMs ?? null;
    return toldAtMs !== null && nowMs - toldAtMs < FEEDBACK_MS_MAX;
  }

  #awaitsFeedback(nowMs: number): boolean {
    if (this.#pipe.transportCcId === 0 || this.#byArrivals !== null) return false;
    return this.#waitsSinceMs === null || nowMs - this.#waitsSinceMs < FEEDBACK_MS_MAX;
  }

  #setBudget(kbps: number): void {
    this.#budgetKbps = kbps;
    this.#pacer.setRate(kbps, this.fullKbps ?? undefined);
  }
}

const FLOOD_QUIET_MS = 1_000;
/** The largest queue that links of this kind have, and a feedback interval. */
const DRAIN_MS_MAX = 500;
/** A probe, as much queue as it can make, and a feedback interval. */
const PROBE_MASK_MS = 600;
