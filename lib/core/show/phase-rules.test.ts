import { describe, expect, it } from 'vitest';
import type { RelayStatus } from '../contract/gateway-control';
import { LIMITS } from '../contract/limits';
import { reduceShow } from './reduce-show';
import {
  act,
  after,
  claim,
  eventsOf,
  facts,
  liveShow,
  newShow,
  NOW_MS,
  refusalOf,
} from './testing/show-fixtures';

const ENDED_STEPS = [
  { type: 'show.endShow' },
  { type: 'phase.advance', broadcastId: 'broadcast1', to: 'ended' },
] as const;

const RELAY: RelayStatus = {
  relayId: 'd1',
  state: { status: 'live', sinceMs: NOW_MS },
  connects: 1,
  bytesSent: 1,
  bytesAcked: 1,
  bitrateKbps: 1,
  framesSent: 1,
  framesDropped: 0,
  queueMs: 0,
  delayMs: 0,
};

const shows = {
  rehearsal: after(newShow(), claim()),
  countdown: after(newShow(), claim(), { type: 'show.goLive' }),
  live: liveShow(),
  ending: after(liveShow(), { type: 'show.endShow' }),
  ended: after(liveShow(), ...ENDED_STEPS),
};

describe('phase commands', () => {
  const allowed = {
    'show.goLive': 'rehearsal',
    'show.cancelCountdown': 'countdown',
    'show.endShow': 'live',
    'show.reopen': 'ended',
  } as const;
  for (const [type, phase] of Object.entries(allowed)) {
    for (const [status, state] of Object.entries(shows)) {
      it(`[PH1 PH2 PH4 PH5] ${type} in ${status} is ${status === phase ? 'accepted' : 'refused'}`, () => {
        expect(refusalOf(state, { type: type as keyof typeof allowed })).toBe(
          status === phase ? 'accepted' : 'wrong-phase',
        );
      });
    }
  }

  it('[PH1] refuses to go live while nobody draws the program', () => {
    expect(refusalOf(newShow(), { type: 'show.goLive' })).toBe('wrong-phase');
  });

  it('[PH1 PH2] going live names a broadcast and the moment it is due', () => {
    expect(eventsOf(shows.rehearsal, { type: 'show.goLive' })).toEqual([
      {
        type: 'phase.changed',
        phase: {
          status: 'countdown',
          broadcastId: 'broadcast1',
          startedAtMs: NOW_MS,
          liveAtMs: NOW_MS + LIMITS.countdownMs,
        },
      },
    ]);
  });

  it('[PH3] the server makes the counting broadcast live, and no show that is not counting', () => {
    const live = { type: 'phase.advance', broadcastId: 'broadcast1', to: 'live' } as const;
    expect(eventsOf(shows.countdown, live)).toEqual([
      { type: 'phase.changed', phase: { status: 'live', broadcastId: 'broadcast1', sinceMs: NOW_MS } },
    ]);
    expect(refusalOf(shows.rehearsal, live)).toBe('wrong-phase');
    expect(refusalOf(shows.ending, live)).toBe('wrong-phase');
    expect(refusalOf(shows.ended, live)).toBe('wrong-phase');
  });

  it('[PH6] refuses news about another broadcast', () => {
    expect(refusalOf(shows.countdown, { type: 'phase.advance', broadcastId: 'other', to: 'live' })).toBe(
      'wrong-phase',
    );
  });

  it('[PH7] ending the broadcast clears relays and the recording in the same step', () => {
    const state = after(
      liveShow(),
      { type: 'relay.status', destinationId: 'd1', relay: RELAY },
      { type: 'recording.status', recordingId: 'r1' },
      { type: 'show.endShow' },
    );
    expect(eventsOf(state, { type: 'phase.advance', broadcastId: 'broadcast1', to: 'ended' })).toEqual([
      { type: 'relay.changed', destinationId: 'd1', relay: null },
      { type: 'recording.changed', enabled: true, recordingId: null },
      { type: 'phase.changed', phase: { status: 'ended', broadcastId: 'broadcast1', endedAtMs: NOW_MS } },
    ]);
  });

  it('[PH8] a failed countdown returns to rehearsal and says why', () => {
    const failed = after(shows.countdown, {
      type: 'phase.advance',
      broadcastId: 'broadcast1',
      to: 'rehearsal',
      reason: 'The program did not arrive.',
    });
    expect(failed.phase).toEqual({ status: 'rehearsal', reason: 'The program did not arrive.' });
  });
});

describe('recording and title', () => {
  it('[RC1] the recording wish is kept in every phase but ending, and off clears the name', () => {
    for (const [status, state] of Object.entries(shows)) {
      expect([status, refusalOf(state, { type: 'show.setRecording', enabled: false })]).toEqual([
        status,
        status === 'ending' ? 'wrong-phase' : 'accepted',
      ]);
    }
    const recording = after(liveShow(), { type: 'recording.status', recordingId: 'r1' });
    expect(eventsOf(recording, { type: 'show.setRecording', enabled: false })).toEqual([
      { type: 'recording.changed', enabled: false, recordingId: null },
    ]);
  });

  it('[SH3] asking for what already is succeeds without an event', () => {
    expect(eventsOf(newShow(), { type: 'title.set', title: 'Talk' })).toEqual([]);
    expect(eventsOf(newShow(), { type: 'show.setRecording', enabled: true })).toEqual([]);
    expect(eventsOf(newShow(), { type: 'show.setMasterGain', gainDb: 0 })).toEqual([]);
    expect(eventsOf(newShow(), { type: 'recording.status', recordingId: null })).toEqual([]);
    expect(eventsOf(shows.live, { type: 'phase.advance', broadcastId: 'broadcast1', to: 'live' })).toEqual(
      [],
    );
  });

  it('[SH1] a refused command answers with a code and a sentence', () => {
    const result = act(newShow(), { type: 'show.endShow' });
    expect(result).toEqual({
      ok: false,
      error: { code: 'wrong-phase', message: 'The show is in rehearsal.' },
    });
  });

  it('[SH5] the same input gives the same answer and leaves the input alone', () => {
    const state = Object.freeze(shows.rehearsal);
    const first = reduceShow(state, { type: 'show.goLive' }, facts());
    expect(reduceShow(state, { type: 'show.goLive' }, facts())).toEqual(first);
    expect(state.phase.status).toBe('rehearsal');
  });
});
