import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import type { ShowPhase, ShowState } from '@/lib/core/contract/show-state';

export type BroadcastStep =
  | { step: 'advance'; to: 'live' | 'ended' }
  | { step: 'advance'; to: 'rehearsal'; reason: string }
  /** Look again then at the latest; sooner when the gateway has news. */
  | { step: 'wait'; untilMs: number | null }
  | { step: 'done' };

/** The engine publishes while the numbers count; a slow machine gets this much longer before the countdown fails. */
export const SOURCE_WAIT_MS = 20_000;
/** Relays say goodbye and the recording is finalised within this time, or the show ends without them. */
export const DRAIN_MAX_MS = 10_000;

/**
 * What the server does next for a broadcast. Pure: called on every change, every status and every timer.
 * @param isDrainSeen - the status answers the desired state without relays, not an earlier one.
 */
export function planBroadcast(
  phase: ShowPhase,
  { status, isDrainSeen, nowMs }: { status: ProgramStatus | null; isDrainSeen: boolean; nowMs: number },
): BroadcastStep {
  switch (phase.status) {
    case 'countdown': {
      if (nowMs < phase.liveAtMs) return { step: 'wait', untilMs: phase.liveAtMs };
      if (status?.source.status === 'connected') return { step: 'advance', to: 'live' };
      const giveUpAtMs = phase.liveAtMs + SOURCE_WAIT_MS;
      if (nowMs < giveUpAtMs) return { step: 'wait', untilMs: giveUpAtMs };
      return { step: 'advance', to: 'rehearsal', reason: NO_SOURCE };
    }
    case 'live':
      return { step: 'wait', untilMs: null };
    case 'ending': {
      const giveUpAtMs = phase.sinceMs + DRAIN_MAX_MS;
      if (nowMs >= giveUpAtMs || (isDrainSeen && isDrained(status))) return { step: 'advance', to: 'ended' };
      return { step: 'wait', untilMs: giveUpAtMs };
    }
    case 'rehearsal':
    case 'ended':
      return { step: 'done' };
  }
}

const NO_SOURCE =
  'The program did not reach the gateway, so nothing went on air. Check that the studio page is open and not blocked, then go live again.';

function isDrained(status: ProgramStatus | null): boolean {
  if (!status) return false;
  const hasRelays = status.relays.some(
    ({ state }) => state.status !== 'stopped' && state.status !== 'failed',
  );
  const isRecording = status.recording?.status === 'recording' || status.recording?.status === 'waiting';
  return !hasRelays && !isRecording;
}

/** What the gateway is asked to do in this phase; null: no program at all. */
export function wantedProgram(
  state: ShowState,
): { relayIds: string[]; recordingId: string | null; title: string; checkId?: string } | null {
  const { phase, title, check } = state;
  if (phase.status === 'rehearsal' && check.status === 'running')
    return { relayIds: [], recordingId: null, title, checkId: check.checkId };
  if (phase.status === 'rehearsal' || phase.status === 'ended') return null;
  if (phase.status !== 'live') return { relayIds: [], recordingId: null, title };
  const enabled = state.destinations.filter((destination) => destination.enabled);
  return {
    relayIds: enabled.map((one) => one.destinationId),
    recordingId: state.recording.recordingId,
    title,
  };
}
