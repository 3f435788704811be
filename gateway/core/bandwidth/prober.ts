import type { PacketReport } from './sent-packets';

/** What a probe showed. */
export interface ProbeResult {
  /** What arrived of it; 0 when too little did to tell. */
  carriedKbps: number;
  /** The link let through less than was sent: that is what it carries. */
  isFull: boolean;
}

/**
 * Finds room on a link that is not full: for a moment it is sent more than needed, with padding, and what arrives of it
 * is measured. Pure; the owner sends the padding.
 *
 * PR1 a probe sends its target rate for {@link PROBE_MS} and no more than {@link PROBE_BYTES_MAX}. PR2 the result is
 * what arrived, never more than was sent. PR3 a probe that found no room is not repeated soon, and each failure doubles
 * the pause up to {@link PAUSE_MS_MAX}; success asks for the next at once.
 */
export class Prober {
  #state: ProbeState = { status: 'idle', fromMs: 0 };
  #pauseMs = PAUSE_MS_MIN;

  get isSending(): boolean {
    return this.#state.status === 'sending';
  }

  /** @param nextIndex - of the packet that is sent next. @returns whether a probe begins. */
  start(targetKbps: number, nextIndex: number, nowMs: number): boolean {
    if (this.#state.status !== 'idle' || nowMs < this.#state.fromMs) return false;
    const bytes = Math.min(PROBE_BYTES_MAX, (targetKbps * PROBE_MS) / 8);
    const durationMs = (bytes * 8) / targetKbps;
    this.#state = {
      status: 'sending',
      targetKbps,
      startMs: nowMs,
      endMs: nowMs + durationMs,
      firstIndex: nextIndex,
      sentBytes: 0,
      arrived: emptyArrived(),
    };
    return true;
  }

  /** Everything that is sent belongs to the probe, whatever it carries. */
  sent(bytes: number): void {
    if (this.#state.status === 'sending') this.#state.sentBytes += bytes;
  }

  /** @returns bytes of padding to send now. */
  due(nowMs: number): number {
    const state = this.#state;
    if (state.status !== 'sending') return 0;
    const elapsedMs = Math.min(nowMs, state.endMs) - state.startMs;
    return Math.max(0, (state.targetKbps * elapsedMs) / 8 - state.sentBytes);
  }

  /** Ends the sending when its time is over. @param nextIndex - of the packet that is sent next. */
  tick(nextIndex: number, nowMs: number): void {
    const state = this.#state;
    if (state.status !== 'sending' || nowMs < state.endMs) return;
    this.#state = {
      ...state,
      status: 'measuring',
      lastIndex: nextIndex - 1,
      deadlineMs: nowMs + ANSWER_MS_MAX,
    };
  }

  /** Takes note of a packet that the far end told of. */
  observe(report: PacketReport): void {
    const state = this.#state;
    if (state.status === 'idle' || report.index < state.firstIndex) return;
    if (state.status === 'measuring' && report.index > state.lastIndex) return;
    const { arrived } = state;
    arrived.highestIndex = Math.max(arrived.highestIndex, report.index);
    if (report.arrivalMs === null) return;
    if (report.arrivalMs < arrived.firstMs) {
      arrived.firstMs = report.arrivalMs;
      arrived.firstBytes = report.bytes;
    }
    arrived.lastMs = Math.max(arrived.lastMs, report.arrivalMs);
    arrived.bytes += report.bytes;
    arrived.packets += 1;
  }

  /** @returns what it showed once, when a probe is through; else null. */
  take(nowMs: number): ProbeResult | null {
    const state = this.#state;
    if (state.status !== 'measuring') return null;
    const isTold = state.arrived.highestIndex >= state.lastIndex;
    if (!isTold && nowMs < state.deadlineMs) return null;
    const carriedKbps = measure(state);
    const isSuccess = carriedKbps >= state.targetKbps * SUCCESS_SHARE;
    this.#pauseMs = isSuccess ? PAUSE_MS_MIN : Math.min(PAUSE_MS_MAX, this.#pauseMs * 2);
    this.#state = { status: 'idle', fromMs: nowMs + (isSuccess ? NEXT_MS : this.#pauseMs) };
    return { carriedKbps, isFull: carriedKbps > 0 && !isSuccess };
  }
}

interface Arrived {
  firstMs: number;
  firstBytes: number;
  lastMs: number;
  bytes: number;
  packets: number;
  highestIndex: number;
}

interface Sending {
  status: 'sending';
  targetKbps: number;
  startMs: number;
  endMs: number;
  firstIndex: number;
  sentBytes: number;
  arrived: Arrived;
}

type ProbeState =
  | { status: 'idle'; fromMs: number }
  | Sending
  | (Omit<Sending, 'status'> & { status: 'measuring'; lastIndex: number; deadlineMs: number });

function emptyArrived(): Arrived {
  return { firstMs: Infinity, firstBytes: 0, lastMs: -Infinity, bytes: 0, packets: 0, highestIndex: -1 };
}

function measure({ targetKbps, arrived, sentBytes }: Omit<Sending, 'status'>): number {
  const spanMs = arrived.lastMs - arrived.firstMs;
  if (arrived.packets < PACKETS_MIN || arrived.bytes < sentBytes * ARRIVED_SHARE_MIN || spanMs <= 0) return 0;
  // The first packet's bytes came before the span began.
  return Math.min(targetKbps, ((arrived.bytes - arrived.firstBytes) * 8) / spanMs);
}

/** Long enough that a timer of 5 ms does not matter; at twice a link's rate it makes a queue of as much. */
const PROBE_MS = 150;
/** 150 ms of 3.5 Mbps. */
const PROBE_BYTES_MAX = 64 * 1024;
const PACKETS_MIN = 5;
const ARRIVED_SHARE_MIN = 0.8;
const SUCCESS_SHARE = 0.85;
const ANSWER_MS_MAX = 1_500;
const NEXT_MS = 500;
const PAUSE_MS_MIN = 1_500;
/** A limit that went away is noticed within this. */
const PAUSE_MS_MAX = 6_000;
