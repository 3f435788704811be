import { expect, it } from 'vitest';
import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import type { ShowPhase } from '@/lib/core/contract/show-state';
import { DRAIN_MAX_MS, planBroadcast, SOURCE_WAIT_MS } from './plan-broadcast';

const program = (part: Partial<ProgramStatus> = {}): ProgramStatus => ({
  programId: 'p',
  generation: 1,
  source: { status: 'absent', sinceMs: 0 },
  relays: [],
  recording: null,
  viewers: 0,
  picture: 'none',
  slateId: null,
  worker: null,
  ...part,
});
const connected = program({ source: { status: 'connected' } as ProgramStatus['source'] });
const recording = program({ recording: { recordingId: 'r', status: 'recording', bytes: 1, durationMs: 1 } });
const countdown: ShowPhase = { status: 'countdown', broadcastId: 'b', startedAtMs: 0, liveAtMs: 5_000 };
const ending: ShowPhase = { status: 'ending', broadcastId: 'b', sinceMs: 0 };

const rows: [string, ShowPhase, ProgramStatus | null, boolean, number, object][] = [
  [
    'waits for the countdown, source or not',
    countdown,
    connected,
    false,
    4_999,
    { step: 'wait', untilMs: 5_000 },
  ],
  ['goes live with a source', countdown, connected, false, 5_000, { step: 'advance', to: 'live' }],
  [
    'waits for a slow source',
    countdown,
    program(),
    false,
    5_000,
    { step: 'wait', untilMs: 5_000 + SOURCE_WAIT_MS },
  ],
  [
    'waits for a silent gateway',
    countdown,
    null,
    false,
    5_000,
    { step: 'wait', untilMs: 5_000 + SOURCE_WAIT_MS },
  ],
  ['gives up', countdown, program(), false, 5_000 + SOURCE_WAIT_MS, { step: 'advance', to: 'rehearsal' }],
  ['ends once drained', ending, program(), true, 1, { step: 'advance', to: 'ended' }],
  ['does not trust an older status', ending, program(), false, 1, { step: 'wait', untilMs: DRAIN_MAX_MS }],
  ['waits for the recording', ending, recording, true, 1, { step: 'wait', untilMs: DRAIN_MAX_MS }],
  ['ends without a gateway', ending, null, false, DRAIN_MAX_MS, { step: 'advance', to: 'ended' }],
  [
    'leaves a live show alone',
    { status: 'live', broadcastId: 'b', sinceMs: 0 },
    null,
    false,
    1e9,
    { step: 'wait', untilMs: null },
  ],
  ['is done in rehearsal', { status: 'rehearsal' }, null, false, 0, { step: 'done' }],
];

it.each(rows)('%s', (...[_what, phase, status, isDrainSeen, nowMs, expected]) => {
  expect(planBroadcast(phase, { status, isDrainSeen, nowMs })).toMatchObject(expected);
});
