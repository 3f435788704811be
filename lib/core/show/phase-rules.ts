import { refuse } from '../contract/error-codes';
import { LIMITS } from '../contract/limits';
import type { ShowEvent } from '../contract/show-events';
import type { ShowPhase, ShowState } from '../contract/show-state';
import { refusedByCheck } from './check-rules';
import type { RuleOf, Rules } from './rule';
import { happened, NOTHING } from './rule';

type PhaseCommand =
  | 'show.goLive'
  | 'show.cancelCountdown'
  | 'show.endShow'
  | 'show.reopen'
  | 'show.setRecording'
  | 'show.setMasterGain'
  | 'phase.advance'
  | 'title.set'
  | 'recording.status';

export const PHASE_RULES: Rules<PhaseCommand> = {
  'show.goLive': (state, _command, { nowMs, newId }) => {
    if (state.phase.status !== 'rehearsal') return wrongPhase(state.phase);
    if (state.lease.status === 'free') {
      return refuse(
        'wrong-phase',
        'No browser is drawing the program. Keep the studio open, then go live again.',
      );
    }
    const refused = refusedByCheck(state, nowMs);
    if (refused !== null) return refuse('conflict', `${refused} Check again when it is mended.`);
    return happened(
      ...(state.check.status === 'running' ? [CHECK_OVER] : []),
      phaseChanged({
        status: 'countdown',
        broadcastId: newId,
        startedAtMs: nowMs,
        liveAtMs: nowMs + LIMITS.countdownMs,
      }),
    );
  },

  'show.cancelCountdown': (state) =>
    state.phase.status === 'countdown'
      ? happened(...leaveBroadcast(state), { type: 'phase.changed', phase: { status: 'rehearsal' } })
      : wrongPhase(state.phase),

  'show.endShow': (state, _command, { nowMs }) =>
    state.phase.status === 'live'
      ? happened(phaseChanged({ status: 'ending', broadcastId: state.phase.broadcastId, sinceMs: nowMs }))
      : wrongPhase(state.phase),

  'show.reopen': (state) =>
    state.phase.status === 'ended'
      ? happened(phaseChanged({ status: 'rehearsal' }))
      : wrongPhase(state.phase),

  'show.setRecording': (state, { enabled }) => {
    if (state.phase.status === 'ending') return wrongPhase(state.phase);
    if (state.recording.enabled === enabled) return NOTHING;
    return happened({
      type: 'recording.changed',
      enabled,
      recordingId: enabled ? state.recording.recordingId : null,
    });
  },

  'show.setMasterGain': (state, { gainDb }) =>
    state.masterGainDb === gainDb ? NOTHING : happened({ type: 'master.gainSet', gainDb }),

  'phase.advance': advance,

  'title.set': (state, { title }) =>
    state.title === title ? NOTHING : happened({ type: 'title.changed', title }),

  'recording.status': (state, { recordingId }) =>
    state.recording.recordingId === recordingId
      ? NOTHING
      : happened({ type: 'recording.changed', enabled: state.recording.enabled, recordingId }),
};

/** CK5. */
const CHECK_OVER: ShowEvent = { type: 'check.changed', check: { status: 'none' } };

/** PH3, PH4, PH6: which phase the server may leave towards which. */
const LEAVES = {
  live: ['countdown'],
  rehearsal: ['countdown'],
  ending: ['live'],
  ended: ['live', 'ending'],
} as const satisfies Record<string, readonly ShowPhase['status'][]>;

function advance(
  ...[state, { broadcastId, to, reason }, { nowMs }]: Parameters<RuleOf<'phase.advance'>>
): ReturnType<RuleOf<'phase.advance'>> {
  const { phase } = state;
  if (!('broadcastId' in phase) || phase.broadcastId !== broadcastId) return wrongPhase(phase);
  if (phase.status === to) return NOTHING;
  if (!(LEAVES[to] as readonly string[]).includes(phase.status)) return wrongPhase(phase);
  switch (to) {
    case 'live':
      return happened(phaseChanged({ status: 'live', broadcastId, sinceMs: nowMs }));
    case 'ending':
      return happened(phaseChanged({ status: 'ending', broadcastId, sinceMs: nowMs }));
    case 'ended':
      return happened(
        ...leaveBroadcast(state),
        phaseChanged({ status: 'ended', broadcastId, endedAtMs: nowMs }),
      );
    case 'rehearsal':
      return happened(
        ...leaveBroadcast(state),
        phaseChanged(reason === undefined ? { status: 'rehearsal' } : { status: 'rehearsal', reason }),
      );
  }
}

/** PH7. */
function leaveBroadcast(state: ShowState): ShowEvent[] {
  const cleared: ShowEvent[] = state.destinations
    .filter(({ relay }) => relay !== null)
    .map(({ destinationId }) => ({ type: 'relay.changed', destinationId, relay: null }));
  if (state.recording.recordingId !== null) {
    cleared.push({ type: 'recording.changed', enabled: state.recording.enabled, recordingId: null });
  }
  return cleared;
}

const phaseChanged = (phase: ShowPhase): ShowEvent => ({ type: 'phase.changed', phase });

const PHASE_TEXT: Record<ShowPhase['status'], string> = {
  rehearsal: 'The show is in rehearsal.',
  countdown: 'The countdown is running.',
  live: 'The show is live.',
  ending: 'The show is ending.',
  ended: 'The show has ended. Reopen it for the next broadcast.',
};

const wrongPhase = (phase: ShowPhase) => refuse('wrong-phase', PHASE_TEXT[phase.status]);
