import { RouteLeap } from './route-leap';

/**
 * Sees a link's queue grow before it overflows: the trendline filter and adaptive threshold of Google congestion control
 * (draft-ietf-rmcat-gcc-02 §5, as libwebrtc does it). A trend alone does not count: what it says must also stand in the
 * delay of the last packets, for a busy computer makes short steep trends that mean nothing.
 */
export class DelayTrend {
  #group: Group | null = null;
  #previous: Group | null = null;
  readonly #points: { atMs: number; delayMs: number }[] = [];
  #accumulatedMs = 0;
  #smoothedMs = 0;
  #firstArrivalMs: number | null = null;
  #deltas = 0;
  #thresholdMs = THRESHOLD_MS_START;
  #thresholdAtMs: number | null = null;
  #overSinceMs: number | null = null;
  #lastTrend = 0;
  #isGrowing = false;
  readonly #lastDelaysMs: number[] = [];
  readonly #base = new WindowedMin();
  readonly #leap = new RouteLeap();

  /** Packets in the order they were sent. Both clocks are monotonic; they need not agree. */
  receive(sentMs: number, arrivalMs: number, bytes: number): void {
    this.#leap.receive(sentMs, arrivalMs, bytes);
    const group = this.#group;
    if (group === null) {
      this.#group = newGroup(sentMs, arrivalMs);
      return;
    }
    if (sentMs < group.firstSentMs) return;
    if (sentMs - group.firstSentMs <= GROUP_MS) {
      group.lastSentMs = Math.max(group.lastSentMs, sentMs);
      group.lastArrivalMs = Math.max(group.lastArrivalMs, arrivalMs);
      group.delayMs = Math.min(group.delayMs, arrivalMs - sentMs);
      return;
    }
    this.#complete(group);
    this.#group = newGroup(sentMs, arrivalMs);
  }

  /** Whether more is being sent than the link carries. */
  get isOverused(): boolean {
    if (this.#leap.isUndecided) return false;
    return this.#isGrowing && this.queueMs >= QUEUE_MS_MIN && !this.#isDraining;
  }

  /** What packets wait in the link at least, by the last few of them. */
  get queueMs(): number {
    if (this.#lastDelaysMs.length === 0) return 0;
    return Math.max(0, Math.min(...this.#lastDelaysMs) - this.#base.value);
  }

  /** After a pause of the receiver each packet has waited less than the one before: that is no link that is full. */
  get #isDraining(): boolean {
    return (this.#lastDelaysMs.at(-1) ?? 0) < (this.#lastDelaysMs[0] ?? 0) - DRAIN_MS_MIN;
  }

  #complete(group: Group): void {
    const { firstSentMs, lastArrivalMs, delayMs } = group;
    const routeMs = this.#leap.observe({ sentMs: firstSentMs, arrivalMs: lastArrivalMs, delayMs });
    if (routeMs !== null) this.#begin(routeMs, lastArrivalMs);
    this.#base.add(group.delayMs, group.lastArrivalMs);
    this.#lastDelaysMs.push(group.delayMs);
    if (this.#lastDelaysMs.length > QUEUE_GROUPS) this.#lastDelaysMs.shift();
    const previous = this.#previous;
    this.#previous = group;
    if (previous === null) return;
    const sendMs = group.lastSentMs - previous.lastSentMs;
    const deltaMs = group.lastArrivalMs - previous.lastArrivalMs - sendMs;
    this.#observe(deltaMs, sendMs, group.lastArrivalMs);
  }

  /** On another route: what was measured on the last one says nothing of it. */
  #begin(routeMs: number, atMs: number): void {
    this.#base.begin(routeMs, atMs);
    this.#points.length = 0;
    this.#lastDelaysMs.length = 0;
    this.#accumulatedMs = 0;
    this.#smoothedMs = 0;
    this.#overSinceMs = null;
    this.#isGrowing = false;
  }

  #observe(deltaMs: number, sendMs: number, arrivalMs: number): void {
    this.#firstArrivalMs ??= arrivalMs;
    this.#deltas = Math.min(DELTAS_MAX, this.#deltas + 1);
    this.#accumulatedMs += deltaMs;
    this.#smoothedMs = SMOOTHING * this.#smoothedMs + (1 - SMOOTHING) * this.#accumulatedMs;
    this.#points.push({ atMs: arrivalMs - this.#firstArrivalMs, delayMs: this.#smoothedMs });
    if (this.#points.length > WINDOW_GROUPS) this.#points.shift();
    if (this.#points.length < WINDOW_GROUPS) return;
    const trend = slope(this.#points) * this.#deltas * TREND_GAIN;
    if (trend > this.#thresholdMs) {
      this.#overSinceMs ??= arrivalMs - sendMs;
      const isLasting = arrivalMs - this.#overSinceMs > OVER_MS_MIN;
      this.#isGrowing = isLasting && trend >= this.#lastTrend ? true : this.#isGrowing && isLasting;
    } else {
      this.#overSinceMs = null;
      this.#isGrowing = false;
    }
    this.#lastTrend = trend;
    this.#adapt(trend, arrivalMs);
  }

  /** Other flows that fill the queue on purpose must not starve this one: the threshold follows what is usual. */
  #adapt(trend: number, arrivalMs: number): void {
    this.#thresholdAtMs ??= arrivalMs;
    const elapsedMs = Math.min(100, arrivalMs - this.#thresholdAtMs);
    this.#thresholdAtMs = arrivalMs;
    const distance = Math.abs(trend) - this.#thresholdMs;
    if (distance > THRESHOLD_LEAP_MS) return;
    const gain = distance < 0 ? THRESHOLD_FALL : THRESHOLD_RISE;
    const adapted = this.#thresholdMs + gain * distance * elapsedMs;
    this.#thresholdMs = Math.min(THRESHOLD_MS_MAX, Math.max(THRESHOLD_MS_MIN, adapted));
  }
}

interface Group {
  firstSentMs: number;
  lastSentMs: number;
  lastArrivalMs: number;
  /** Least of its packets, on clocks that do not agree. */
  delayMs: number;
}

function newGroup(sentMs: number, arrivalMs: number): Group {
  return {
    firstSentMs: sentMs,
    lastSentMs: sentMs,
    lastArrivalMs: arrivalMs,
    delayMs: arrivalMs - sentMs,
  };
}

/** Least squares. */
function slope(points: readonly { atMs: number; delayMs: number }[]): number {
  let sumX = 0;
  let sumY = 0;
  for (const point of points) {
    sumX += point.atMs;
    sumY += point.delayMs;
  }
  const meanX = sumX / points.length;
  const meanY = sumY / points.length;
  let numerator = 0;
  let denominator = 0;
  for (const point of points) {
    numerator += (point.atMs - meanX) * (point.delayMs - meanY);
    denominator += (point.atMs - meanX) ** 2;
  }
  return denominator === 0 ? 0 : numerator / denominator;
}

/** Least value of the last 5 to 10 s: longer than a queue stands once it is seen, short enough for a route that changes. */
class WindowedMin {
  #current = Infinity;
  #older = Infinity;
  #sinceMs: number | null = null;

  add(value: number, atMs: number): void {
    this.#sinceMs ??= atMs;
    if (atMs - this.#sinceMs > BASE_WINDOW_MS) {
      this.#older = this.#current;
      this.#current = Infinity;
      this.#sinceMs = atMs;
    }
    this.#current = Math.min(this.#current, value);
  }

  begin(value: number, atMs: number): void {
    this.#current = value;
    this.#older = Infinity;
    this.#sinceMs = atMs;
  }

  get value(): number {
    return Math.min(this.#current, this.#older);
  }
}

const BASE_WINDOW_MS = 5_000;
/** libwebrtc: packets sent within 5 ms are one burst. */
const GROUP_MS = 5;
const WINDOW_GROUPS = 20;
const SMOOTHING = 0.9;
const TREND_GAIN = 4;
const DELTAS_MAX = 60;
const OVER_MS_MIN = 10;
const THRESHOLD_MS_START = 12.5;
const THRESHOLD_MS_MIN = 6;
const THRESHOLD_MS_MAX = 600;
const THRESHOLD_LEAP_MS = 15;
const THRESHOLD_RISE = 0.0087;
const THRESHOLD_FALL = 0.039;
const QUEUE_GROUPS = 3;
const DRAIN_MS_MIN = 4;
/** Above what a timer or a scheduler adds, below a quarter of the queues that links have. */
const QUEUE_MS_MIN = 25;
