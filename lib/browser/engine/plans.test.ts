import { describe, expect, it } from 'vitest';
import type { EngineLease, ShowPhase } from '@/lib/core/contract/show-state';
import { after, newShow } from '@/lib/core/show/testing/show-fixtures';
import type { SeatFeed } from '../room/room-client';
import { HAND_OVER_MS, planEngine } from './engine-plan';
import { planMix } from './mix-plan';

const held = (engineId: string): EngineLease => ({
  status: 'held',
  number: 7,
  engineId,
  userId: 'u1',
  name: 'Ada',
  heardAtMs: 0,
});
const LIVE: ShowPhase = { status: 'live', broadcastId: 'b1', sinceMs: 0 };

describe('planEngine', () => {
  const plan = (lease: EngineLease, phase: ShowPhase, mayPublish = true) =>
    planEngine({ ...newShow(), lease, phase }, { engineId: 'me', mayPublish, publishing: null });

  it('claims a free lease, but only for those who may publish', () => {
    expect(plan({ status: 'free', number: 6 }, LIVE).shouldClaim).toBe(true);
    expect(plan({ status: 'free', number: 6 }, LIVE, false).shouldClaim).toBe(false);
  });

  it('stays on standby while another browser holds the lease', () => {
    expect(plan(held('other'), LIVE)).toEqual({
      role: { status: 'standby', name: 'Ada', leaseNumber: 7 },
      shouldClaim: false,
      publishLease: null,
      mayKeepPublishing: false,
    });
  });

  it('keeps a program out while the lease is between two claims, and stops it for another holder', () => {
    expect(plan({ status: 'free', number: 7 }, LIVE)).toMatchObject({
      publishLease: null,
      mayKeepPublishing: true,
    });
    expect(plan(held('other'), LIVE).mayKeepPublishing).toBe(false);
    expect(plan({ status: 'free', number: 7 }, { status: 'rehearsal' }).mayKeepPublishing).toBe(false);
  });

  it.each([
    ['goes on while its own program is the one that arrives', 7, 1_000, true],
    ['stops when the next one arrives', 8, 1_000, false],
    ['stops when nothing is known to arrive', null, 1_000, false],
    ['stops when the next one takes too long', 7, HAND_OVER_MS, false],
  ])('handed over, it %s', (_name, arrivingLease, serverNowMs, mayKeepPublishing) => {
    const lease = { ...held('other'), number: 8 };
    const publishing = { leaseNumber: 7, arrivingLease, serverNowMs };
    const state = { ...newShow(), lease, phase: LIVE };
    expect(planEngine(state, { engineId: 'me', mayPublish: true, publishing })).toMatchObject({
      role: { status: 'standby' },
      mayKeepPublishing,
    });
  });

  it.each([
    ['countdown', { status: 'countdown', broadcastId: 'b1', startedAtMs: 0, liveAtMs: 5_000 }, 7],
    ['live', LIVE, 7],
    ['ending', { status: 'ending', broadcastId: 'b1', sinceMs: 0 }, 7],
    ['rehearsal', { status: 'rehearsal' }, null],
    ['ended', { status: 'ended', broadcastId: 'b1', endedAtMs: 0 }, null],
  ] as const)('in %s publishes under %o', (_name, phase, publishLease) => {
    expect(plan(held('me'), phase).publishLease).toBe(publishLease);
  });
});

describe('planMix', () => {
  const freely = { ownSeatId: null, heldMs: () => 0 };
  const VOICE = { delayMs: 0, compressor: 'off', gate: 'off', isDucked: false, isSpeech: true };
  const track = (id: string) => ({ id }) as MediaStreamTrack;
  const feed = (seatId: string, screenAudio: MediaStreamTrack | null = null): SeatFeed => ({
    seatId,
    name: '',
    camera: null,
    microphone: track(seatId),
    screen: null,
    screenAudio,
    quality: 'good',
  });
  const state = after(
    newShow(),
    { type: 'seat.join', seatId: 's1', name: 'One', role: 'guest', userId: null },
    { type: 'seat.join', seatId: 's2', name: 'Two', role: 'guest', userId: null },
    { type: 'seat.join', seatId: 's3', name: 'Three', role: 'guest', userId: null },
    { type: 'seat.admit', seatId: 's1' },
    { type: 'seat.admit', seatId: 's2' },
    { type: 'seat.toStage', seatId: 's1' },
    { type: 'seat.setGain', seatId: 's1', gainDb: -6 },
  );

  it('puts the stage on air, lets the producer hear backstage, and leaves the waiting room out', () => {
    expect(planMix(state, { s1: feed('s1'), s2: feed('s2'), s3: feed('s3') }, freely)).toEqual([
      { id: 'camera:s1', track: track('s1'), gainDb: -6, onAir: true, monitor: true, ...VOICE },
      { id: 'camera:s2', track: track('s2'), gainDb: 0, onAir: false, monitor: true, ...VOICE },
    ]);
  });

  it('has nobody in the program but who is on stage, wherever they were before', () => {
    const feeds = { s1: feed('s1', track('tab')), s2: feed('s2', track('tab2')), s3: feed('s3') };
    const onAir = (show: typeof state): string[] =>
      planMix(show, feeds, freely)
        .filter((channel) => channel.onAir)
        .map(({ id }) => id);
    expect(onAir(state)).toEqual(['camera:s1', 'screen:s1']);
    expect(onAir(after(state, { type: 'seat.toBackstage', seatId: 's1' }))).toEqual([]);
    expect(onAir(after(state, { type: 'seat.toWaiting', seatId: 's1' }))).toEqual([]);
    expect(onAir(after(state, { type: 'seat.remove', seatId: 's1' }))).toEqual([]);
    expect(onAir({ ...state, phase: LIVE })).toEqual(['camera:s1', 'screen:s1']);
  });

  it('treats a voice as its seat says, and the sound of its screen only by giving way', () => {
    const sound = { delayMs: 120, compressor: 'voice', gate: 'light', ducksScreen: true } as const;
    const treated = after(state, { type: 'seat.setSound', seatId: 's1', sound });
    expect(planMix(treated, { s1: feed('s1', track('tab')) }, freely).slice(0, 2)).toMatchObject([
      { ...VOICE, delayMs: 120, compressor: 'voice', gate: 'light' },
      { delayMs: 0, compressor: 'off', gate: 'off', isDucked: true, isSpeech: false },
    ]);
  });

  it('takes a voice off air when either side mutes it', () => {
    const muted = after(state, { type: 'seat.setSelfMute', seatId: 's1', muted: true });
    expect(planMix(muted, { s1: feed('s1') }, freely)[0]).toMatchObject({ onAir: false, monitor: false });
  });

  it('lets a voice wait for its picture on top of a delay that was chosen, and not what is shared', () => {
    const heldMs = (seatId: string) => (seatId === 's1' ? 35 : 0);
    const channels = planMix(state, { s1: feed('s1', track('tab')) }, { ...freely, heldMs });
    expect(channels.map(({ delayMs }) => delayMs)).toEqual([35, 0, 0]);
  });

  it('never plays a producer their own voice', () => {
    expect(planMix(state, { s1: feed('s1') }, { ...freely, ownSeatId: 's1' })[0]).toMatchObject({
      onAir: true,
      monitor: false,
    });
  });

  it('gives the sound of a shared screen a channel of its own', () => {
    const channels = planMix(state, { s1: feed('s1', track('tab')) }, freely).map(({ id }) => id);
    expect(channels).toEqual(['camera:s1', 'screen:s1', 'camera:s2']);
  });
});
