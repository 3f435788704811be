import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProgramPictureStatus, ProgramStatus } from '@/lib/core/contract/gateway-control';
import { LEASE } from '@/lib/core/contract/limits';
import { claim, liveShow } from '@/lib/core/show/testing/show-fixtures';
import type { UserActor } from './ports';
import { ShowSessions, type OpenShow } from './show-sessions';
import { MemoryStore, quietLogger } from './testing/memory-store';

const ADA: UserActor = { kind: 'user', userId: 'u1', name: 'Ada', role: 'producer' };
const BEN: UserActor = { kind: 'user', userId: 'u2', name: 'Ben', role: 'producer' };
const CLEO: UserActor = { kind: 'user', userId: 'u3', name: 'Cleo', role: 'host' };

const stats = (leaseNumber: number) => ({
  leaseNumber,
  programFps: 30,
  frameMsP95: 8,
  framesDropped: 0,
  videoKbps: 4_000,
  roundTripMs: 12,
  renderer: 'i420',
  whip: 'connected' as const,
  timing: null,
});

let sessions: ShowSessions;
let show: OpenShow;
let ids = 0;

/** Ada draws and is on air for long; Ben stands by; Cleo's role may not publish. */
beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const store = new MemoryStore();
  store.add(liveShow());
  const tools = { nowMs: () => Date.now(), newId: () => `id-${(ids += 1)}`, logger: quietLogger };
  sessions = new ShowSessions({ store, tools });
  const opened = await sessions.open(liveShow().showId);
  if (!opened) throw new Error('no show');
  show = opened;
  for (const [clientId, actor] of [
    ['engine1', ADA],
    ['cleo', CLEO],
    ['ben', BEN],
  ] as const) {
    show.presence.addProducer(clientId, actor);
    show.presence.setReady(clientId, true);
  }
  show.session.execute(ADA, { commandId: 'command-1', baseSeq: 0, command: claim('engine1', true) });
  await beatFor(LEASE.firstPictureMs + 1_000);
});
afterEach(async () => {
  vi.useRealTimers();
  await sessions.close();
});

const sees = (picture: ProgramPictureStatus, isHeard = picture === 'source') =>
  show.standby.programSeen({ picture, source: { status: 'connected', isHeard } } as ProgramStatus);
const holder = () => {
  const { lease } = show.session.state;
  return lease.status === 'held' ? lease.engineId : 'nobody';
};
const beat = () => show.lease.heartbeat('engine1', stats(show.session.state.lease.number));

async function beatFor(ms: number): Promise<void> {
  sees('source');
  for (let passedMs = 0; passedMs < ms; passedMs += 500) {
    beat();
    await vi.advanceTimersByTimeAsync(500);
  }
}

describe('StandbyWatch', () => {
  it('[HS2] [HS5] passes the program on at once when the engine is gone, to a page that may publish and is ready', () => {
    show.presence.removeProducer('engine1');
    show.standby.peopleChanged();
    expect(holder()).toBe('engine1');
    sees('held');
    expect(holder()).toBe('ben');
  });

  it('[HS6] passes the program on to no remote, however long it has been there', () => {
    show.presence.removeProducer('ben');
    show.presence.addProducer('phone', BEN, 'remote');
    expect(show.presence.setReady('phone', true)).toBe(false);
    show.presence.removeProducer('engine1');
    sees('held');
    expect(holder()).toBe('engine1');
    show.presence.addProducer('ben', BEN);
    show.presence.setReady('ben', true);
    show.standby.peopleChanged();
    expect(holder()).toBe('ben');
  });

  it('[HS2] before viewers see a still picture, when nothing arrives of an engine that is gone', async () => {
    sees('source', false);
    await vi.advanceTimersByTimeAsync(LEASE.silentMs + 200);
    expect(holder()).toBe('engine1');
    show.presence.removeProducer('engine1');
    show.standby.peopleChanged();
    expect(holder()).toBe('ben');
  });

  it('[HS2] and when the page goes after the picture stood still', () => {
    sees('held');
    expect(holder()).toBe('engine1');
    show.presence.removeProducer('engine1');
    show.standby.peopleChanged();
    expect(holder()).toBe('ben');
  });

  it('[HS3] passes it on when the engine falls silent, before the lease would expire', async () => {
    beat();
    sees('held');
    await vi.advanceTimersByTimeAsync(LEASE.silentMs - 200);
    expect(holder()).toBe('engine1');
    await vi.advanceTimersByTimeAsync(400);
    expect(holder()).toBe('ben');
  });

  it('[HS3] passes it on when an engine that is heard brings nothing, the slate included', async () => {
    sees('held');
    for (let passedMs = 0; passedMs < LEASE.blockedMs - 200; passedMs += 100) {
      beat();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(holder()).toBe('engine1');
    sees('slate');
    beat();
    await vi.advanceTimersByTimeAsync(400);
    expect(holder()).toBe('ben');
  });

  it('[HS1] leaves an engine alone whose program arrives, and one that nobody can follow', async () => {
    show.presence.removeProducer('engine1');
    await vi.advanceTimersByTimeAsync(LEASE.expiryMs - 1_000);
    expect(holder()).toBe('engine1');
    show.presence.setReady('ben', false);
    sees('held');
    await vi.advanceTimersByTimeAsync(200);
    expect(holder()).toBe('engine1');
  });

  it('[HS4] gives whoever got it the time for a first picture', async () => {
    show.presence.removeProducer('engine1');
    sees('held');
    expect(holder()).toBe('ben');
    show.presence.addProducer('engine1', ADA);
    show.presence.setReady('engine1', true);
    for (let passedMs = 0; passedMs < LEASE.firstPictureMs - 500; passedMs += 250) {
      show.lease.heartbeat('ben', stats(show.session.state.lease.number));
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(holder()).toBe('ben');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(holder()).toBe('engine1');
  });

  it('[HS4] but not to one that was on air since, and dies at once', async () => {
    show.presence.removeProducer('engine1');
    sees('held');
    expect(holder()).toBe('ben');
    show.presence.addProducer('engine1', ADA);
    show.presence.setReady('engine1', true);
    const { number } = show.session.state.lease;
    const source = { status: 'connected', isHeard: true, lease: number };
    show.standby.programSeen({ picture: 'source', source } as ProgramStatus);
    await vi.advanceTimersByTimeAsync(500);
    show.presence.removeProducer('ben');
    sees('source', false);
    expect(holder()).toBe('engine1');
  });

  it('tells at once when viewers begin to see something else', () => {
    let told = 0;
    show.standby.onPicture(() => (told += 1));
    for (const picture of ['held', 'held', 'slate', 'source'] as const) sees(picture);
    expect(told).toBe(3);
  });
});
