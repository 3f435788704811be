import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHECK, LIMITS } from '@/lib/core/contract/limits';
import type { EngineStats } from '@/lib/core/contract/realtime';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import { SOURCE_WAIT_MS } from './domain/broadcasts/plan-broadcast';
import { Broadcasts } from './domain/broadcasts/broadcasts';
import { MemoryBroadcastStore } from './domain/broadcasts/testing/memory-broadcast-store';
import { GatewayClient } from './gateway-control/gateway-client';
import { GatewayEvents } from './gateway-control/gateway-events';
import { ContractGateway } from './gateway-control/testing/contract-gateway';
import { JournalFolder } from './journal/journal-folder';
import type { ShowSession } from './realtime/show-session';
import { ShowSessions } from './realtime/show-sessions';
import { MemoryStore, quietLogger } from './realtime/testing/memory-store';
import { harnessShow, SHOW_ID } from './realtime/testing/realtime-harness';

const ADA = { kind: 'user', userId: 'ada', name: 'Ada', role: 'producer' } as const;
/** Added to the clock; timers stay real, so the steps below poke the machine through gateway events. */
let skippedMs = 0;
let ids = 0;
const ENGINE: EngineStats = {
  ...{ leaseNumber: 1, programFps: 30, frameMsP95: 8, framesDropped: 0, videoKbps: 4_000, roundTripMs: 12 },
  ...{ renderer: 'i420', whip: 'connected' },
  timing: {
    encodeMs: 9,
    guests: [
      { seatId: 's1', latencyMs: 150.4, skewMs: -12.2 },
      { seatId: 's2', latencyMs: null, skewMs: null },
    ],
    integratedLufs: -17.3,
  },
};
const nowMs = () => Date.now() + skippedMs;
const newId = () => `id-${(ids += 1)}`;

let gateway: ContractGateway;
let showStore: MemoryStore;
let folder: string;
let rows: MemoryBroadcastStore;
let running: {
  sessions: ShowSessions;
  /** Whether the show was open when broadcasts were resumed, before anybody asked for it. */
  wasResumed: boolean;
  stop(): Promise<void>;
};
let session: ShowSession;

/** One life of a web process: sessions, broadcasts and the gateway's event stream. */
async function startWeb() {
  const sessions = new ShowSessions({
    store: showStore,
    journals: new JournalFolder(path.join(folder, 'shows'), quietLogger),
    tools: { nowMs, newId, logger: quietLogger },
  });
  const client = new GatewayClient({ baseUrl: gateway.baseUrl, token: gateway.token });
  const broadcasts = new Broadcasts({
    gateway: client,
    store: rows,
    journal: new JournalFolder(folder, quietLogger).open('broadcasts'),
    targets: {
      listForShow: () =>
        Promise.resolve([
          {
            destinationId: 'd1',
            platform: 'custom',
            name: 'One',
            url: 'rtmp://a/b',
            backupUrl: null,
            encryptedKey: 'sealed',
          },
        ]),
    },
    checkRelay: { relayId: 'check', name: 'Check', url: 'rtmp://sink/check', backupUrl: null },
    openKey: (sealed, boundTo) => `${sealed} opened for ${boundTo}`,
    openShow: async (showId) => (await sessions.open(showId))?.session ?? null,
    engineStats: () => ENGINE,
    onProgram: (showId, status) => {
      const show = sessions.peek(showId);
      if (!show) return;
      show.program = status;
      show.standby.programSeen(status);
    },
    nowMs,
    newId,
    logger: quietLogger,
  });
  sessions.onOpen(({ session: opened }) => broadcasts.follow(opened));
  const events = new GatewayEvents({
    client,
    logger: quietLogger,
    onEvent: (event) => broadcasts.handleEvent(event),
    onConnected: () => broadcasts.gatewayConnected(),
    onDisconnected: () => broadcasts.gatewayLost(),
  });
  await broadcasts.resume();
  const wasResumed = sessions.peek(SHOW_ID) !== null;
  const show = await sessions.open(SHOW_ID);
  if (!show) throw new Error('no show');
  session = show.session;
  return {
    sessions,
    wasResumed,
    stop: async () => {
      await events.close();
      await broadcasts.close();
      await sessions.close();
    },
  };
}

beforeEach(async () => {
  skippedMs = 0;
  rows = new MemoryBroadcastStore(SHOW_ID);
  folder = mkdtempSync(path.join(tmpdir(), 'sb-broadcasts-'));
  gateway = new ContractGateway('control-token');
  showStore = new MemoryStore();
  showStore.add(harnessShow());
  await gateway.start();
  running = await startWeb();
});
afterEach(async () => {
  await running.stop();
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

const give = (command: ShowCommand) =>
  expect(session.execute(ADA, { commandId: newId().padEnd(8, '-'), baseSeq: 0, command })).toMatchObject({
    ok: true,
  });
const phase = () => session.state.phase.status;
const lastPut = () => gateway.puts.at(-1);
const relay = () => session.state.destinations[0]?.relay?.state.status ?? null;

async function startCountdown(): Promise<void> {
  give({ type: 'lease.claim', engineId: 'engine-1', takeOver: false });
  give({ type: 'show.goLive' });
  await vi.waitFor(() => expect(gateway.programs.has(SHOW_ID)).toBe(true));
}

async function goLive(): Promise<void> {
  await startCountdown();
  skippedMs += LIMITS.countdownMs;
  gateway.connectSource(SHOW_ID);
  await vi.waitFor(() => expect(lastPut()?.relays).toHaveLength(1));
}

describe('a broadcast', () => {
  it('prepares the program without a key during the countdown, and opens keys only on going live', async () => {
    await startCountdown();
    expect(lastPut()).toMatchObject({ programId: SHOW_ID, relays: [], recording: null });
    gateway.connectSource(SHOW_ID);
    await vi.waitFor(() => expect(running.sessions.peek(SHOW_ID)?.program?.source.status).toBe('connected'));
    expect(phase()).toBe('countdown');
    skippedMs += LIMITS.countdownMs;
    gateway.connectSource(SHOW_ID);
    await vi.waitFor(() => expect(phase()).toBe('live'));
    await vi.waitFor(() => expect(lastPut()?.relays).toHaveLength(1));
    expect(lastPut()).toMatchObject({
      relays: [{ relayId: 'd1', url: 'rtmp://a/b', key: 'sealed opened for d1' }],
      recording: { recordingId: session.state.recording.recordingId },
    });
    expect(rows.recordings).toEqual(['started']);
  });

  it('returns to rehearsal with a reason when the program does not arrive', async () => {
    await startCountdown();
    skippedMs += LIMITS.countdownMs + SOURCE_WAIT_MS;
    gateway.emit({ type: 'program.status', status: gateway.programs.get(SHOW_ID) ?? raise() });
    await vi.waitFor(() => expect(session.state.phase).toMatchObject({ status: 'rehearsal' }));
    expect(session.state.phase).toHaveProperty('reason');
    await vi.waitFor(() => expect(gateway.programs.size).toBe(0));
    expect(rows.statuses).toEqual(['countdown', 'cancelled']);
  });

  it('a cancelled countdown removes the program, and the next one starts afresh', async () => {
    await startCountdown();
    give({ type: 'show.cancelCountdown' });
    await vi.waitFor(() => expect(gateway.programs.size).toBe(0));
    await goLive();
    expect(phase()).toBe('live');
  });

  it('[CK3] a check sends the program to nobody, is judged by what arrives, and leaves no program behind', async () => {
    give({ type: 'lease.claim', engineId: 'engine-1', takeOver: false });
    give({ type: 'check.start' });
    await vi.waitFor(() => expect(lastPut()?.relays.map(({ url }) => url)).toEqual(['rtmp://sink/check']));
    expect(lastPut()?.recording).toBeNull();
    gateway.setRelay(SHOW_ID, 'check', { status: 'live', sinceMs: 1 }, 1_000);
    gateway.connectSource(SHOW_ID);
    await vi.waitFor(() => expect(running.sessions.peek(SHOW_ID)?.program?.source.status).toBe('connected'));
    expect(phase()).toBe('rehearsal');
    skippedMs += CHECK.measureMs;
    gateway.setRelay(SHOW_ID, 'check', { status: 'live', sinceMs: 1 }, 2_000);
    await vi.waitFor(() => expect(session.state.check.status).toBe('done'));
    expect(session.state.check).toMatchObject({
      findings: [
        { id: 'arrival', verdict: 'ok' },
        { id: 'codec', verdict: 'ok', measured: 'H.264 Baseline, level 3.1, and AAC.' },
        ...[{}, {}, {}, {}, {}],
        { id: 'loudness', verdict: 'ok', measured: 'The program is at -17.3 LUFS.' },
        { id: 'lip-sync', verdict: 'ok', measured: 'Sound is 12 ms ahead of the picture.' },
        ...[{ id: 'uplink' }, { id: 'loss' }, { id: 'relay' }],
      ],
    });
    await vi.waitFor(() => expect(gateway.programs.size).toBe(0));
    expect(running.sessions.peek(SHOW_ID)?.program).toBeNull();
  });

  it('keeps how the program was every ten seconds on air, and not in between', async () => {
    await goLive();
    await vi.waitFor(() => expect(rows.health).toHaveLength(1));
    gateway.setRelay(SHOW_ID, 'd1', { status: 'live', sinceMs: 1 }, 1_000);
    await vi.waitFor(() => expect(running.sessions.peek(SHOW_ID)?.program?.relays[0]?.bytesSent).toBe(1_000));
    expect(rows.health).toHaveLength(1);
    skippedMs += 10_000;
    gateway.setRelay(SHOW_ID, 'd1', { status: 'live', sinceMs: 1 }, 2_000);
    await vi.waitFor(() => expect(rows.health).toHaveLength(2));
    expect(rows.health[1]).toMatchObject({
      row: 'health',
      videoKbps: 4_000,
      relaysLive: 1,
      cameraMs: 150,
      skewMs: -12,
    });
  });

  it('ends when relays and recording are drained, and removes the program', async () => {
    await goLive();
    gateway.setRelay(SHOW_ID, 'd1', { status: 'live', sinceMs: 1 }, 1_000);
    await vi.waitFor(() => expect(relay()).toBe('live'));
    give({ type: 'show.endShow' });
    await vi.waitFor(() => expect(phase()).toBe('ended'));
    expect(lastPut()).toMatchObject({ relays: [], recording: null });
    await vi.waitFor(() => expect(gateway.programs.size).toBe(0));
    expect(rows.statuses).toEqual(['countdown', 'live', 'ending', 'ended']);
    await vi.waitFor(() => expect(rows.recordings).toContain('finished 5000000000'));
    expect(relay()).toBeNull();
    give({ type: 'show.reopen' });
    expect(phase()).toBe('rehearsal');
  });

  it('writes down a recording that fails on air, and begins another when it is switched off and on', async () => {
    await goLive();
    const first = session.state.recording.recordingId ?? raise();
    const failed = { recordingId: first, status: 'failed', bytes: 4_000, durationMs: 9_000 } as const;
    const status = gateway.programs.get(SHOW_ID) ?? raise();
    for (let times = 0; times < 2; times += 1)
      gateway.emit({ type: 'program.status', status: { ...status, recording: failed } });
    await vi.waitFor(() => expect(rows.recordings).toEqual(['started', 'failed 4000']));
    for (const enabled of [false, true]) give({ type: 'show.setRecording', enabled });
    const second = session.state.recording.recordingId;
    expect(second).not.toBe(first);
    await vi.waitFor(() => expect(lastPut()?.recording).toEqual({ recordingId: second }));
  });

  it('shows a change of a relay at once and its numbers not at all, and keeps the history', async () => {
    await goLive();
    const before = session.seq;
    gateway.setRelay(SHOW_ID, 'd1', { status: 'live', sinceMs: 1 }, 10);
    await vi.waitFor(() => expect(relay()).toBe('live'));
    const afterChange = session.seq;
    for (let bytes = 20; bytes < 100; bytes += 10) {
      gateway.setRelay(SHOW_ID, 'd1', { status: 'live', sinceMs: 1 }, bytes);
    }
    await vi.waitFor(() => expect(running.sessions.peek(SHOW_ID)?.program?.relays[0]?.bytesSent).toBe(90));
    expect(session.seq).toBe(afterChange);
    expect(afterChange).toBeGreaterThan(before);
    expect(rows.relayRuns.at(-1)?.history.map(({ state }) => state.status)).toEqual(['connecting', 'live']);
  });

  it('switches one destination off and on while live, and passes a retry on', async () => {
    await goLive();
    give({ type: 'destination.setEnabled', destinationId: 'd1', enabled: false });
    await vi.waitFor(() => expect(lastPut()?.relays).toEqual([]));
    await vi.waitFor(() => expect(relay()).toBeNull());
    give({ type: 'destination.setEnabled', destinationId: 'd1', enabled: true });
    await vi.waitFor(() => expect(lastPut()?.relays).toHaveLength(1));
    const retrying = {
      status: 'retrying',
      attempt: 3,
      retryAtMs: 0,
      reason: 'refused',
      detail: 'x',
    } as const;
    gateway.setRelay(SHOW_ID, 'd1', retrying);
    await vi.waitFor(() => expect(relay()).toBe('retrying'));
    give({ type: 'relay.retry', destinationId: 'd1' });
    await vi.waitFor(() => expect(gateway.retries).toEqual(['d1']));
  });

  it('a gateway that restarts gets the whole desired state again', async () => {
    await goLive();
    const wanted = lastPut();
    await gateway.stop();
    await gateway.start();
    await vi.waitFor(() => expect(gateway.programs.size).toBe(1), { timeout: 5_000 });
    expect(lastPut()).toEqual({ ...wanted, generation: expect.any(Number) as number });
    expect(phase()).toBe('live');
  });

  it('a gateway that refuses for a while gets the newest wish in the end', async () => {
    await goLive();
    gateway.isRefusing = true;
    give({ type: 'destination.setEnabled', destinationId: 'd1', enabled: false });
    give({ type: 'show.setRecording', enabled: false });
    gateway.isRefusing = false;
    await vi.waitFor(() => expect(lastPut()).toMatchObject({ relays: [], recording: null }));
  });

  it('a web process that restarts takes the broadcast up again and touches nothing on air', async () => {
    await goLive();
    const generation = lastPut()?.generation ?? 0;
    await running.stop();
    running = await startWeb();
    expect(phase()).toBe('live');
    await vi.waitFor(() => expect(lastPut()?.generation).toBeGreaterThan(generation));
    expect(lastPut()?.relays).toHaveLength(1);
    expect(lastPut()?.recording).toEqual({ recordingId: session.state.recording.recordingId });
    expect(rows.recordings).toEqual(['started']);
    give({ type: 'show.endShow' });
    await vi.waitFor(() => expect(phase()).toBe('ended'));
  });

  it('goes live while the database is away, and is taken up again by a process that never saw it', async () => {
    rows.refuse = away;
    showStore.refusesWrites = true;
    await goLive();
    const { recordingId } = session.state.recording;
    expect(rows.statuses).toEqual([]);
    await running.stop();
    rows.refuse = null;
    showStore.refusesWrites = false;
    running = await startWeb();
    expect(phase()).toBe('live');
    expect(gateway.programs.has(SHOW_ID)).toBe(true);
    expect(session.state.recording.recordingId).toBe(recordingId);
    await vi.waitFor(() => expect(rows.statuses).toEqual(['countdown', 'live', 'live']));
    expect(rows.recordings).toEqual(['started']);
  });

  it('is begun again when the gateway died too, from the row that waited for the database', async () => {
    rows.refuse = away;
    await goLive();
    await running.stop();
    gateway.programs.clear();
    // The database answers questions a moment before it takes rows.
    let refusalsLeft = 2;
    rows.refuse = () => ((refusalsLeft -= 1) < 0 ? null : away());
    running = await startWeb();
    expect(running.wasResumed).toBe(true);
    await vi.waitFor(() => expect(gateway.programs.has(SHOW_ID)).toBe(true));
  });

  it('leaves a program on air whose row was lost, because its show says that it is live', async () => {
    await goLive();
    await running.stop();
    rows.unfinished = [];
    running = await startWeb();
    expect(phase()).toBe('live');
    expect(gateway.programs.has(SHOW_ID)).toBe(true);
  });

  it('says the time of going live once, however often the process restarts', async () => {
    await goLive();
    await vi.waitFor(() => expect(rows.statuses).toContain('live'));
    await running.stop();
    skippedMs += 60_000;
    running = await startWeb();
    await vi.waitFor(() => expect(rows.statuses).toEqual(['countdown', 'live', 'live']));
    expect(new Set(rows.liveAtMs).size).toBe(1);
  });

  it('a row that the database refuses for good does not hold back the others', async () => {
    await goLive();
    rows.refuse = (write) => (write.row === 'relay-run' ? new Error('violates a constraint') : null);
    gateway.setRelay(SHOW_ID, 'd1', { status: 'live', sinceMs: 1 }, 10);
    await vi.waitFor(() => expect(relay()).toBe('live'));
    give({ type: 'show.endShow' });
    await vi.waitFor(() => expect(rows.statuses.at(-1)).toBe('ended'), { timeout: 10_000 });
    expect(rows.recordings).toContain('finished 5000000000');
  });

  it('stops a program that belongs to no broadcast', async () => {
    await running.stop();
    const client = new GatewayClient({ baseUrl: gateway.baseUrl, token: gateway.token });
    await client.putProgram({ programId: 'orphan', title: 'x', generation: 1, relays: [], recording: null });
    running = await startWeb();
    expect(gateway.programs.size).toBe(0);
  });
});

const away = (): Error => Object.assign(new Error('away'), { code: 'unavailable' });

function raise(): never {
  throw new Error('no program');
}
