import type { TwccArrival } from '../rtcp/parse';
import { ArrivalRate } from './arrival-rate';
import { DelayTrend } from './delay-trend';
import type { RateEstimator } from './rate-estimator';
import type { ProbeResult } from './prober';
import { RttMeter } from './rtt-meter';
import type { PacketReport, SentPackets } from './sent-packets';

/**
 * Estimates a subscriber's link from the arrival of every packet (transport-wide feedback), after Google congestion
 * control (draft-ietf-rmcat-gcc-02): a queue that grows lowers the estimate below what arrives, heavy loss lowers it by
 * half the loss, and while neither speaks against it, it rises slowly, never far beyond what arrives. Larger steps up
 * need a probe ({@link Prober}).
 *
 * SE1 a growing, standing queue lowers the estimate below the arrival rate. SE2 loss over 10 % lowers it, loss over 2 %
 * stops growth. SE3 it grows by at most 8 % a second, and not beyond 1.5 times what arrives. SE4 while nothing is told
 * about what was sent, it sinks. SE5 a queue made by a probe of our own is not congestion.
 * SE6 a queue that has drained after a flood tells what the link carries. SE7 loss counts only where chance does not
 * explain it: of 20 packets, one of 20 lost on average, three are lost every sixth second. SE8 a loss that nothing has
 * confirmed for long is forgotten, or what was stopped for it could never be tried again. SE9 what the link carried when
 * it was last full, by congestion or by a probe, is remembered until more than that has plainly arrived. SE10 a route
 * that becomes longer at once is not a queue ({@link RouteLeap}).
 */
export class SendSideEstimator implements RateEstimator {
  readonly #sent: SentPackets;
  readonly #trend = new DelayTrend();
  readonly #arrival = new ArrivalRate();
  readonly #rtt = new RttMeter();
  #estimateKbps: number;
  #fellAtMs = -Infinity;
  #capacityKbps: number | null = null;
  #raisedAtMs: number | null = null;
  #toldAtMs: number | null = null;
  #lossSinceMs: number | null = null;
  #missing = 0;
  #reported = 0;
  #lossFraction = 0;
  #maskedUntilMs = -Infinity;
  #drainingUntilMs = -Infinity;
  #sentKbps = 0;

  /** @param startKbps - what was believed before the first feedback. */
  constructor(sent: SentPackets, startKbps: number) {
    this.#sent = sent;
    this.#estimateKbps = startKbps;
  }

  get kbps(): number {
    return this.#estimateKbps;
  }

  get rttMs(): number {
    return this.#rtt.ms;
  }

  get queueMs(): number {
    return this.#trend.queueMs;
  }

  /** 0..1, of the last second. */
  get lossFraction(): number {
    return this.#lossFraction;
  }

  /** What the link carried when it was last full (SE9); null when that is not known. */
  get fullKbps(): number | null {
    return this.#capacityKbps;
  }

  /** When the estimate last fell; probes wait until the queue it stood for is gone. */
  get fellAtMs(): number {
    return this.#fellAtMs;
  }

  get toldAtMs(): number | null {
    return this.#toldAtMs;
  }

  /** Of the round trip only: losses are counted from the feedback itself. */
  receiveReport(_lossFraction: number, rttMs: number | null): void {
    if (rttMs !== null) this.#rtt.observe(rttMs);
  }

  /**
   * @param visit - is shown each packet that the feedback tells news of.
   * @returns whether the estimate fell, which must be acted on at once.
   */
  receiveFeedback(
    feedback: { baseSequence: number; referenceTimeMs: number; arrivals: readonly TwccArrival[] },
    nowMs: number,
    visit: (report: PacketReport) => void,
  ): boolean {
    const before = this.#estimateKbps;
    this.#toldAtMs = nowMs;
    let latestSentMs = -Infinity;
    this.#sent.read(feedback, (report) => {
      visit(report);
      // What was sent before the last fall was answered by it.
      const counts = report.sentMs >= this.#fellAtMs;
      if (counts) this.#reported += 1;
      if (report.arrivalMs === null) {
        if (counts) this.#missing += 1;
        return;
      }
      latestSentMs = Math.max(latestSentMs, report.sentMs);
      this.#arrival.receive(report.bytes, report.arrivalMs);
      this.#trend.receive(report.sentMs, report.arrivalMs, report.bytes);
    });
    if (latestSentMs > 0) this.#rtt.observe(nowMs - latestSentMs);
    this.#judgeDelay(nowMs);
    this.#judgeLoss(nowMs);
    if (this.#estimateKbps >= before) this.#grow(nowMs);
    return this.#estimateKbps < before;
  }

  poll(sentKbps: number, nowMs: number): number {
    this.#sentKbps = sentKbps;
    if (this.#lossSinceMs !== null && nowMs - this.#lossSinceMs > LOSS_STALE_MS) this.#closeLossWindow(nowMs);
    if (this.#toldAtMs !== null && nowMs - this.#toldAtMs > SILENT_MS && sentKbps > 0) {
      this.#estimateKbps = Math.max(KBPS_MIN, this.#estimateKbps * 0.8);
      this.#fellAtMs = nowMs;
    }
    return this.#estimateKbps;
  }

  /** A probe begins: until its packets are told of, a queue is of our own making (SE5). */
  maskQueue(untilMs: number): void {
    this.#maskedUntilMs = untilMs;
  }

  /** A probe is through. */
  receiveProbe({ carriedKbps, isFull }: ProbeResult, nowMs: number): void {
    if (isFull) this.#capacityKbps = carriedKbps;
    else this.#forgetBelow(carriedKbps);
    // Its queue drains with the little that the link carries above what is sent (SE5).
    this.#maskedUntilMs = nowMs;
    if (isFull) this.#drainingUntilMs = nowMs + PROBE_DRAIN_MS_MAX;
    const measuredKbps = isFull ? carriedKbps * PROBE_FACTOR : carriedKbps;
    if (measuredKbps <= this.#estimateKbps) return;
    this.#estimateKbps = Math.min(KBPS_MAX, measuredKbps);
    this.#raisedAtMs = nowMs;
  }

  /** The link's queue stood up to the packet told of last: what arrived lately is what it carries, and no more (SE6). */
  learnCapacity(nowMs: number): void {
    const carriedKbps = this.#arrival.carriedKbps;
    if (carriedKbps === null || this.#trend.queueMs < QUEUE_MS_REAL) return;
    this.#capacityKbps = carriedKbps;
    this.#fall(carriedKbps * DELAY_FACTOR, nowMs);
  }

  #judgeDelay(nowMs: number): void {
    if (this.#trend.queueMs < QUEUE_MS_SHORT) this.#drainingUntilMs = -Infinity;
    if (!this.#trend.isOverused || nowMs < Math.max(this.#maskedUntilMs, this.#drainingUntilMs)) return;
    if (nowMs - this.#fellAtMs < this.#reactionMs) return;
    const arrivingKbps = this.#arrival.carriedKbps;
    if (arrivingKbps === null) return;
    // While all that is sent arrives and the queue is short, it is a busy computer that pauses: only growth ends.
    if (this.#trend.queueMs <= QUEUE_MS_REAL && arrivingKbps >= this.#sentKbps * ARRIVING_SHARE) {
      this.#raisedAtMs = nowMs;
      return;
    }
    this.#fall(arrivingKbps * DELAY_FACTOR, nowMs);
    this.#capacityKbps = arrivingKbps;
  }

  #judgeLoss(nowMs: number): void {
    this.#lossSinceMs ??= nowMs;
    const isFull = nowMs - this.#lossSinceMs >= LOSS_WINDOW_MS && this.#reported >= LOSS_PACKETS_MIN;
    if (!isFull) return;
    const isHeavy = this.#missing > lossesByChance(this.#reported);
    this.#closeLossWindow(nowMs);
    if (!isHeavy || nowMs < this.#maskedUntilMs) return;
    if (nowMs - this.#fellAtMs < this.#reactionMs) return;
    const basisKbps = Math.min(this.#estimateKbps, Math.max(this.#sentKbps, KBPS_MIN));
    this.#fall(basisKbps * (1 - this.#lossFraction / 2), nowMs);
  }

  #closeLossWindow(nowMs: number): void {
    this.#lossFraction = this.#reported === 0 ? 0 : this.#missing / this.#reported;
    this.#lossSinceMs = nowMs;
    this.#missing = 0;
    this.#reported = 0;
  }

  #fall(kbps: number, nowMs: number): void {
    this.#raisedAtMs = nowMs;
    if (kbps >= this.#estimateKbps) return;
    this.#estimateKbps = Math.max(KBPS_MIN, kbps);
    this.#fellAtMs = nowMs;
  }

  #forgetBelow(carriedKbps: number): void {
    if (this.#capacityKbps !== null && carriedKbps > this.#capacityKbps * WIDER_FACTOR)
      this.#capacityKbps = null;
  }

  #grow(nowMs: number): void {
    const elapsedS = Math.min(1, (nowMs - (this.#raisedAtMs ?? nowMs)) / 1_000);
    this.#raisedAtMs = nowMs;
    const arrivingKbps = this.#arrival.kbps;
    if (arrivingKbps === null || this.#lossFraction > LOSS_SOME || this.#trend.queueMs > QUEUE_MS_REAL)
      return;
    this.#forgetBelow(arrivingKbps);
    if (nowMs - this.#fellAtMs < HOLD_MS) return;
    const ceiling = Math.min(KBPS_MAX, this.#capacityKbps ?? Infinity, arrivingKbps * 1.5 + 10);
    if (this.#estimateKbps >= ceiling) return;
    const isNear =
      this.#capacityKbps !== null && Math.abs(arrivingKbps / this.#capacityKbps - 1) < NEAR_SHARE;
    const step = isNear ? NEAR_KBPS_PER_SECOND : this.#estimateKbps * GROWTH_PER_SECOND;
    this.#estimateKbps = Math.min(ceiling, this.#estimateKbps + step * elapsedS);
  }

  /** What is done now shows in the feedback a round trip and a feedback interval later. */
  get #reactionMs(): number {
    return this.#rtt.ms + FEEDBACK_MS;
  }
}

/** Losses of so many packets that are not yet heavy: two and a half standard deviations above {@link LOSS_HEAVY} (binomial). */
function lossesByChance(packets: number): number {
  return packets * LOSS_HEAVY + 2.5 * Math.sqrt(packets * LOSS_HEAVY * (1 - LOSS_HEAVY));
}

/** Sound alone, and room to probe from. */
const KBPS_MIN = 50;
/** 20 guests in HD. */
const KBPS_MAX = 50_000;
/** 150 ms of queue on a link that is used to nine tenths. */
const PROBE_DRAIN_MS_MAX = 1_500;
const DELAY_FACTOR = 0.85;
/** A link that let less of a probe through than was sent was full: stay a little below. */
const PROBE_FACTOR = 0.95;
/** Above what a measurement over 150 ms is wrong by. */
const WIDER_FACTOR = 1.2;
/** No more than pictures that come at once make. */
const QUEUE_MS_SHORT = 40;
/** Half of what most links hold before they drop. */
const QUEUE_MS_REAL = 150;
const ARRIVING_SHARE = 0.85;
const LOSS_WINDOW_MS = 500;
const LOSS_PACKETS_MIN = 20;
const LOSS_HEAVY = 0.1;
const LOSS_STALE_MS = 1_500;
const LOSS_SOME = 0.02;
const GROWTH_PER_SECOND = 0.08;
/** One packet a round trip: additive growth where the last fall was. */
const NEAR_KBPS_PER_SECOND = 30;
const NEAR_SHARE = 0.15;
const HOLD_MS = 500;
const FEEDBACK_MS = 150;
/** Browsers tell every 50 to 250 ms. */
const SILENT_MS = 1_500;
