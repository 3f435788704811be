import type { RelayReason, RelayState } from '@/lib/core/contract/gateway-control';

/**
 * Every decision about one destination: when to connect, what a failure means, when to try again, when to say "live".
 * Pure: inputs in, next state and steps out; sockets and clocks are the caller's.
 */
export type RelayPhase =
  | { status: 'waiting-source'; sinceMs: number }
  | { status: 'opening'; stage: RelayStage; sinceMs: number; deadlineMs: number; redirects: number }
  | { status: 'waiting-retry'; retryAtMs: number; reason: RelayReason; detail: string }
  | { status: 'on-air'; sinceMs: number }
  | { status: 'failed'; reason: RelayReason; detail: string }
  | { status: 'stopped' };

export type RelayStage = 'connect' | 'handshake' | 'publish';

export interface RelayMachine {
  phase: RelayPhase;
  /** Tries since the last stretch on air that counted, first = 1. */
  attempt: number;
  connects: number;
  hasBackup: boolean;
}

export type RelayInput =
  | { type: 'tick'; hasSource: boolean }
  | { type: 'connected' }
  | { type: 'handshaken' }
  | { type: 'started' }
  /** The server named another one, which was found to be acceptable. */
  | { type: 'redirected'; url: string }
  | { type: 'lost'; reason: RelayReason; detail: string }
  | { type: 'bad-url'; detail: string }
  | { type: 'retry-now' }
  | { type: 'stop' };

export type RelayStep =
  | { do: 'open'; target: 'primary' | 'backup' }
  | { do: 'follow'; url: string }
  | { do: 'close'; farewell: boolean }
  | { do: 'begin-media' };

export interface RelayPlan {
  machine: RelayMachine;
  steps: RelayStep[];
}

/** Connect includes DNS and TLS. A platform that is up answers each stage in well under a second. */
export const STAGE_TIMEOUT_MS: Record<RelayStage, number> = {
  connect: 5_000,
  handshake: 5_000,
  publish: 10_000,
};
const TIMEOUT_REASON: Record<RelayStage, RelayReason> = {
  connect: 'connect-timeout',
  handshake: 'handshake-timeout',
  publish: 'publish-timeout',
};
const BACKOFF_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
/** Retries spread over +-20 %, so that many shows do not knock at a platform in step. */
const BACKOFF_JITTER = 0.2;
/** A connection that held this long was sound: the next loss starts at the first back-off again. */
const SOUND_AFTER_MS = 30_000;
/** A try as old as this is stuck rather than slow: whoever presses "retry" knows that the server is back. */
const STUCK_AFTER_MS = 1_000;
/** Servers that send us on more often send us in a circle. */
const REDIRECTS_MAX = 3;
/** Tries at one address before the other gets its turn. */
const TRIES_PER_ADDRESS = 2;

export function newRelayMachine(hasBackup: boolean, nowMs: number): RelayMachine {
  return { phase: { status: 'waiting-source', sinceMs: nowMs }, attempt: 0, connects: 0, hasBackup };
}

/** @param random - in [0, 1), for the jitter. */
export function planRelay(
  machine: RelayMachine,
  input: RelayInput,
  at: { nowMs: number; random: number },
): RelayPlan {
  const { phase } = machine;
  switch (input.type) {
    case 'stop':
      return stay({ ...machine, phase: { status: 'stopped' } }, [
        { do: 'close', farewell: phase.status === 'on-air' },
      ]);
    case 'bad-url':
      return stay({ ...machine, phase: { status: 'failed', reason: 'rejected', detail: input.detail } });
    case 'tick':
      return planTick(machine, input.hasSource, at);
    case 'connected':
      return advance(machine, 'connect', 'handshake', at.nowMs);
    case 'handshaken':
      return advance(machine, 'handshake', 'publish', at.nowMs);
    case 'started':
      if (phase.status !== 'opening') return stay(machine);
      return stay(
        { ...machine, connects: machine.connects + 1, phase: { status: 'on-air', sinceMs: at.nowMs } },
        [{ do: 'begin-media' }],
      );
    case 'redirected':
      return planRedirect(machine, input.url, at);
    case 'lost':
      if (phase.status !== 'opening' && phase.status !== 'on-air') return stay(machine);
      return planRetry(machine, input, at);
    case 'retry-now':
      return planRetryNow(machine, at.nowMs);
  }
}

function planTick(
  machine: RelayMachine,
  hasSource: boolean,
  at: { nowMs: number; random: number },
): RelayPlan {
  const { phase } = machine;
  switch (phase.status) {
    case 'waiting-source':
      return hasSource ? open(machine, at.nowMs) : stay(machine);
    case 'opening': {
      if (at.nowMs < phase.deadlineMs) return stay(machine);
      const detail = `No answer within ${STAGE_TIMEOUT_MS[phase.stage] / 1000} s (${phase.stage}).`;
      return planRetry(machine, { reason: TIMEOUT_REASON[phase.stage], detail }, at);
    }
    case 'waiting-retry':
      return at.nowMs >= phase.retryAtMs ? open(machine, at.nowMs) : stay(machine);
    case 'on-air':
    case 'failed':
    case 'stopped':
      return stay(machine);
  }
}

function open(machine: RelayMachine, nowMs: number): RelayPlan {
  const attempt = machine.attempt + 1;
  const usesBackup = machine.hasBackup && Math.floor((attempt - 1) / TRIES_PER_ADDRESS) % 2 === 1;
  const deadlineMs = nowMs + STAGE_TIMEOUT_MS.connect;
  return stay(
    {
      ...machine,
      attempt,
      phase: { status: 'opening', stage: 'connect', sinceMs: nowMs, deadlineMs, redirects: 0 },
    },
    [{ do: 'open', target: usesBackup ? 'backup' : 'primary' }],
  );
}

function advance(machine: RelayMachine, from: RelayStage, to: RelayStage, nowMs: number): RelayPlan {
  const { phase } = machine;
  if (phase.status !== 'opening' || phase.stage !== from) return stay(machine);
  return stay({ ...machine, phase: { ...phase, stage: to, deadlineMs: nowMs + STAGE_TIMEOUT_MS[to] } });
}

function planRedirect(machine: RelayMachine, url: string, at: { nowMs: number; random: number }): RelayPlan {
  const { phase } = machine;
  if (phase.status !== 'opening') return stay(machine);
  const redirects = phase.redirects + 1;
  if (redirects > REDIRECTS_MAX) {
    const detail = `The server sent us on ${redirects} times.`;
    return planRetry(machine, { reason: 'rejected', detail }, at);
  }
  const deadlineMs = at.nowMs + STAGE_TIMEOUT_MS.connect;
  return stay({ ...machine, phase: { ...phase, stage: 'connect', deadlineMs, redirects } }, [
    { do: 'close', farewell: false },
    { do: 'follow', url },
  ]);
}

function planRetry(
  machine: RelayMachine,
  why: { reason: RelayReason; detail: string },
  at: { nowMs: number; random: number },
): RelayPlan {
  const { phase } = machine;
  const wasSound = phase.status === 'on-air' && at.nowMs - phase.sinceMs >= SOUND_AFTER_MS;
  const attempt = wasSound ? 0 : machine.attempt;
  const baseMs = BACKOFF_MS[Math.min(Math.max(attempt - 1, 0), BACKOFF_MS.length - 1)] ?? 30_000;
  const waitMs = baseMs * (1 - BACKOFF_JITTER + 2 * BACKOFF_JITTER * at.random);
  const retryAtMs = Math.round(at.nowMs + waitMs);
  return stay(
    {
      ...machine,
      attempt,
      phase: { status: 'waiting-retry', retryAtMs, reason: why.reason, detail: why.detail },
    },
    [{ do: 'close', farewell: false }],
  );
}

function planRetryNow(machine: RelayMachine, nowMs: number): RelayPlan {
  const { phase } = machine;
  const isStuck = phase.status === 'opening' && nowMs - phase.sinceMs >= STUCK_AFTER_MS;
  if (phase.status !== 'waiting-retry' && !isStuck) return stay(machine);
  const opened = open({ ...machine, attempt: 0 }, nowMs);
  return isStuck ? { ...opened, steps: [{ do: 'close', farewell: false }, ...opened.steps] } : opened;
}

function stay(machine: RelayMachine, steps: RelayStep[] = []): RelayPlan {
  return { machine, steps };
}

/** What the far side has let us know, and what the kernel took from us. Times are of the last growth. */
export interface RelayProgress {
  /** RTMP Acknowledgement: once a peer has sent one, only these count. */
  ackedAtMs: number | null;
  bytesUnacked: number;
  /** Bytes handed to the network: all a silent peer gives us to judge by. */
  flushedAtMs: number | null;
}

/** The definition of "live". */
export const CONFIRMED_WITHIN_MS = 2_000;

/**
 * True while the peer proves that it takes our bytes. A peer that acknowledges must do so within 2 s, unless it has
 * less than two windows to acknowledge; of a peer that never does, only the flow into the network can be judged.
 *
 * @param ackWindowBytes - what we asked it to acknowledge, or what it waits for when that is more.
 */
export function isConfirmed(progress: RelayProgress, nowMs: number, ackWindowBytes: number): boolean {
  const isFlowing = progress.flushedAtMs !== null && nowMs - progress.flushedAtMs <= CONFIRMED_WITHIN_MS;
  if (progress.ackedAtMs === null) return isFlowing;
  if (nowMs - progress.ackedAtMs <= CONFIRMED_WITHIN_MS) return true;
  return isFlowing && progress.bytesUnacked < 2 * ackWindowBytes;
}

/** The state as the contract tells it. `toUnixMs` converts the machine's clock. */
export function relayState(
  machine: RelayMachine,
  confirmed: boolean,
  toUnixMs: (ms: number) => number,
): RelayState {
  const { phase, attempt } = machine;
  switch (phase.status) {
    case 'waiting-source':
      return {
        status: 'retrying',
        attempt: 0,
        retryAtMs: toUnixMs(phase.sinceMs),
        reason: 'no-source',
        detail: 'Waiting for the program.',
      };
    case 'opening':
      return { status: 'connecting', attempt, sinceMs: toUnixMs(phase.sinceMs) };
    case 'waiting-retry':
      return {
        status: 'retrying',
        attempt,
        retryAtMs: toUnixMs(phase.retryAtMs),
        reason: phase.reason,
        detail: phase.detail,
      };
    case 'on-air':
      return { status: confirmed ? 'live' : 'sending-not-confirmed', sinceMs: toUnixMs(phase.sinceMs) };
    case 'failed':
      return { status: 'failed', reason: phase.reason, detail: phase.detail };
    case 'stopped':
      return { status: 'stopped' };
  }
}
