import { expect, it } from 'vitest';
import type { ProgramStatus, RelayState } from '@/lib/core/contract/gateway-control';
import type { EngineStats, EngineTiming } from '@/lib/core/contract/realtime';
import type { ShowState } from '@/lib/core/contract/show-state';
import { after, guest, newShow } from '@/lib/core/show/testing/show-fixtures';
import { describeHealth, describeShedding, type HealthFacts } from './health';

const GUEST = 'Guest';
const engine: EngineStats = {
  leaseNumber: 1,
  programFps: 30,
  frameMsP95: 4,
  framesDropped: 0,
  videoKbps: 3_900,
  roundTripMs: 12,
  renderer: 'i420',
  whip: 'connected',
  timing: null,
};
const timing = (guest: { latencyMs?: number; skewMs?: number }): EngineTiming => ({
  encodeMs: 8,
  guests: [{ seatId: GUEST, latencyMs: 180, skewMs: 4, ...guest }],
  integratedLufs: -18,
});
const program: ProgramStatus = {
  programId: 'show1',
  generation: 1,
  source: {
    status: 'connected',
    sinceMs: 0,
    lease: 1,
    sessionId: 'w1',
    videoCodec: 'avc1.42e01f',
    width: 1280,
    height: 720,
    fps: 30,
    videoKbps: 3_950,
    audioKbps: 150,
    packetsLost: 0,
    keyframeIntervalMs: 2_000,
    isHeard: true,
    waitMs: 0,
    skewMs: 0,
    resolutionChanges: 0,
  },
  relays: [],
  recording: null,
  viewers: 0,
  picture: 'source',
  slateId: null,
  worker: null,
};

function live(...relays: RelayState[]): ShowState {
  const state = after(newShow(), guest(GUEST));
  return {
    ...state,
    phase: { status: 'live', broadcastId: 'b1', sinceMs: 0 },
    lease: { status: 'held', number: 1, engineId: 'e', userId: 'u', name: 'Ada', heardAtMs: 0 },
    destinations: state.destinations.slice(0, relays.length).map((destination, index) => ({
      ...destination,
      relay: {
        relayId: destination.destinationId,
        state: relays[index] as RelayState,
        connects: 1,
        bytesSent: 0,
        bytesAcked: 0,
        bitrateKbps: 0,
        framesSent: 0,
        framesDropped: 0,
        queueMs: 0,
        delayMs: 0,
      },
    })),
  };
}

const FAILED = { recordingId: 'r1', status: 'failed', bytes: 0, durationMs: 0 } as const;
const recorded = (state: ShowState): ShowState => ({
  ...state,
  recording: { ...state.recording, enabled: true, recordingId: 'r1' },
});
const LIVE: RelayState = { status: 'live', sinceMs: 0 };
const LOST: RelayState = { status: 'retrying', attempt: 1, retryAtMs: 0, reason: 'reset', detail: '' };
const facts = (part: Partial<HealthFacts>): HealthFacts => ({
  state: live(LIVE, LIVE),
  link: { status: 'online' },
  program,
  engine,
  clientId: 'other-page',
  ...part,
});

it.each<[string, Partial<HealthFacts>, string, string]>([
  ['all is well', {}, 'ok', 'All good · 4.1 Mbps · 2 destinations'],
  ['one destination is down', { state: live(LIVE, LOST) }, 'warn', 'Two is not live · 4.1 Mbps'],
  [
    'one is not confirmed yet',
    { state: live(LIVE, { status: 'sending-not-confirmed', sinceMs: 0 }) },
    'neutral',
    '1 of 2 destinations live · 4.1 Mbps',
  ],
  [
    'the recording has failed, and destinations have not',
    { state: recorded(live(LIVE)), program: { ...program, recording: FAILED } },
    'warn',
    'Not recorded any more: the server’s disk is full or broken. Make room, then switch recording off and on',
  ],
  [
    'a recording before this one failed',
    { state: recorded(live(LIVE)), program: { ...program, recording: { ...FAILED, recordingId: 'before' } } },
    'ok',
    'All good · 4.1 Mbps · 1 destination',
  ],
  ['the source is gone', { program: null }, 'fault', 'The program does not reach the server'],
  [
    'the source is gone and the slate stands in for it',
    { program: { ...program, source: { status: 'absent', sinceMs: 0 }, picture: 'slate' } },
    'fault',
    'The program does not reach the server: viewers see the slate',
  ],
  [
    'the source is there but its pictures are not',
    { program: { ...program, picture: 'held' } },
    'warn',
    'The program is interrupted: viewers see its last picture',
  ],
  [
    'the engine died on air',
    {
      state: { ...live(LIVE), lease: { status: 'free', number: 1 } },
      program: { ...program, source: { status: 'absent', sinceMs: 0 }, picture: 'held' },
    },
    'warn',
    'No browser draws the program yet: viewers see its last picture',
  ],
  [
    'the picture stutters',
    { engine: { ...engine, programFps: 18.2 } },
    'warn',
    'The picture stutters: 18.2 fps of 30',
  ],
  [
    'the computer that draws is too busy, and it is another one',
    { engine: { ...engine, programFps: 20, shedding: 'rate-20' } },
    'warn',
    'Ada’s computer is too busy: 20 pictures a second. Close programs there, or draw it here',
  ],
  [
    'this computer asks for smaller pictures',
    { engine: { ...engine, shedding: 'layers' }, clientId: 'e' },
    'warn',
    'This computer is busy: people are softer. Close other programs and tabs',
  ],
  [
    'this computer is too busy for transitions',
    { engine: { ...engine, shedding: 'transitions' }, clientId: 'e' },
    'warn',
    'This computer is busy: scenes cut without a transition',
  ],
  [
    'it is busy, but nothing arrives at all',
    { engine: { ...engine, shedding: 'rate-20' }, program: null },
    'fault',
    'The program does not reach the server',
  ],
  [
    'the page is offline',
    { link: { status: 'reconnecting', sinceMs: 0 } },
    'warn',
    'Reconnecting to the server. The program goes on.',
  ],
  [
    'somebody’s sound is late',
    { engine: { ...engine, timing: timing({ skewMs: 160 }) } },
    'warn',
    'Guest: sound 160 ms behind the picture. A reload of their page may help',
  ],
  [
    'somebody’s sound is early',
    { engine: { ...engine, timing: timing({ skewMs: -70 }) } },
    'warn',
    'Guest: sound 70 ms ahead of the picture. Delay it under Audio if it stays',
  ],
  [
    'somebody’s picture is old',
    { engine: { ...engine, timing: timing({ latencyMs: 1_420 }) } },
    'warn',
    'Guest: 1.4 s from camera to program. Their line is slow',
  ],
  [
    'the line is full',
    { engine: { ...engine, timing: timing({}), roundTripMs: 5_000 } },
    'warn',
    'The program takes 2.5 s to its destinations. The line is full',
  ],
  [
    'nobody draws',
    { state: { ...live(LIVE), lease: { status: 'free', number: 1 } } },
    'warn',
    'No browser draws the program yet',
  ],
  [
    'a countdown failed',
    { state: { ...live(LIVE), phase: { status: 'rehearsal', reason: 'The program did not arrive.' } } },
    'warn',
    'The program did not arrive.',
  ],
])('when %s', (_name, part, tone, text) => {
  expect(describeHealth(facts(part))).toEqual({ tone, text });
});

it.each([
  ['nothing', null],
  ['preview', /slow preview/],
  ['layers', /softer pictures/],
  ['transitions', /no transitions/],
  ['rate-25', /25 fps/],
  ['rate-20', /20 fps/],
] as const)('says what is given up on a busy computer: %s', (shedding, text) => {
  if (text === null) expect(describeShedding(shedding)).toBeNull();
  else expect(describeShedding(shedding)).toMatch(text);
});
