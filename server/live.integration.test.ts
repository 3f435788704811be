import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jwtVerify } from 'jose';
import { TokenVerifier } from 'livekit-server-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '@/generated/prisma/client';
import type { AppContext } from './app-context';
import { CallLimiter } from './call-limiter';
import { composeAssetUsers } from './compose-assets';
import { composeDomain } from './compose-domain';
import { composeLive, type LiveParts } from './compose-live';
import { startTestDatabase, type TestDatabase } from './db/testing/test-database';
import type { Actor } from './domain/actor';
import { parseEnv } from './env';
import { createLog } from './log';
import { newId } from './new-id';
import { createCallerFactory } from './trpc/init';
import { appRouter } from './trpc/router';

const secret = () => randomBytes(32).toString('base64url');
const secrets = {
  authSecret: secret(),
  masterKey: secret(),
  livekitApiKey: 'api-key',
  livekitApiSecret: secret(),
  whipTokenSecret: secret(),
  gatewayControlToken: secret(),
  postgresPassword: secret(),
};

let database: TestDatabase;
let live: LiveParts;
let app: AppContext;
let showId: string;
let owner: Actor;
let dataDir: string;

beforeAll(async () => {
  database = await startTestDatabase();
  const { db } = database;
  dataDir = await mkdtemp(path.join(tmpdir(), 'sb-live-'));
  const parsed = parseEnv({ PUBLIC_URL: 'https://studio.example.org', DATA_DIR: dataDir });
  if (!parsed.ok) throw new Error(parsed.mistakes.join());
  const { env } = parsed;
  const { logger, redactor } = createLog({ level: 'silent', name: 'test' });
  live = composeLive({ env, secrets, logger, redactor, db });
  const domain = composeDomain({
    db,
    masterKey: secrets.masterKey,
    publicUrl: env.publicUrl,
    rtmpSinkPort: 1936,
    liveShows: live.liveShows,
    assetUsers: composeAssetUsers(db, live.sessions),
    assetFiles: { remove: () => Promise.resolve() },
    probes: [],
  });
  // Signing in over HTTP is tried in server/auth; here the actor is given.
  app = {
    env,
    secrets,
    logger,
    redactor,
    db,
    domain,
    live,
    callLimiter: new CallLimiter(),
  } as unknown as AppContext;
});
afterAll(async () => {
  await live.broadcasts.close();
  await live.sessions.close();
  await database.stop();
  await rm(dataDir, { recursive: true });
});

beforeEach(async () => {
  owner = await addMember('owner');
  showId = (await as(owner).shows.create({ title: 'Talk', template: 'interview', scheduledAt: null })).showId;
});

async function addMember(role: Role, workspaceId = newId()): Promise<Actor> {
  const { db } = database;
  const userId = newId();
  await db.user.create({ data: { id: userId, email: `${userId}@example.org`, name: `A ${role}` } });
  await db.workspace.upsert({
    where: { id: workspaceId },
    create: { id: workspaceId, name: 'W' },
    update: {},
  });
  await db.membership.create({ data: { userId, workspaceId, role } });
  return { userId, name: `A ${role}`, workspaceId, role, sessionId: newId() };
}

let address = 0;
/** A caller with an address of its own, so that one test's calls do not limit another's. */
const as = (actor: Actor | null, ip = `192.0.2.${(address += 1)}`) =>
  createCallerFactory(appRouter)({ actor, user: actor, headers: new Headers(), ip, app });

async function invite(
  options: { maxUses?: number; role?: 'guest' | 'host' } = {},
): Promise<{ code: string; inviteId: string }> {
  const { maxUses = null, role = 'guest' } = options;
  const made = await as(owner).invites.create({ showId, label: 'L', role, expiresAt: null, maxUses });
  return { code: made.url.split('/').at(-1) ?? '', inviteId: made.invite.inviteId };
}

const stateOf = async () => {
  const show = await live.sessions.open(showId);
  if (!show) throw new Error('no show');
  return show.session.state;
};
const seatOf = async (seatId: string) => (await stateOf()).seats.find((seat) => seat.seatId === seatId);
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'accepted',
    (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
  );
const usesOf = async (inviteId: string) =>
  (await database.db.guestInvite.findUniqueOrThrow({ where: { id: inviteId } })).uses;

describe('joining', () => {
  it('gives a seat for a link, and the same seat again for its secret without counting a use', async () => {
    const { code, inviteId } = await invite({ maxUses: 1 });
    const guest = as(null);
    const first = await guest.join.redeem({ code, name: 'Cleo' });
    expect(await seatOf(first.seatId)).toMatchObject({ name: 'Cleo', place: 'waiting', role: 'guest' });
    const again = await guest.join.redeem({ code, name: 'Other', seatToken: first.seatToken });
    expect(again).toEqual(first);
    expect((await seatOf(first.seatId))?.name).toBe('Cleo');
    expect(await usesOf(inviteId)).toBe(1);
    // A reload asks for the preview first: it must answer for a link that is used up.
    expect(await guest.join.preview({ code })).toMatchObject({ showId, title: 'Talk', isOpen: false });
    expect(await codeOf(guest.join.redeem({ code, name: 'Late' }))).toBe('invite-closed');
  });

  it('gives the last use of a link to exactly one of many at once', async () => {
    const { code, inviteId } = await invite({ maxUses: 3 });
    const calls = Array.from({ length: 10 }, (_, index) =>
      codeOf(as(null).join.redeem({ code, name: `G${index}` })),
    );
    const outcomes = await Promise.all(calls);
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(3);
    expect(await usesOf(inviteId)).toBe(3);
    expect((await stateOf()).seats).toHaveLength(3);
  });

  it('never returns a seat that was removed, by row or by state', async () => {
    const { code } = await invite();
    const guest = as(null);
    const { seatId, seatToken } = await guest.join.redeem({ code, name: 'Cleo' });
    const show = await live.sessions.open(showId);
    const { userId, name } = owner;
    const actor = { kind: 'user', userId, name, role: 'owner' } as const;
    show?.session.execute(actor, {
      commandId: 'deny-cleo',
      baseSeq: 0,
      command: { type: 'seat.deny', seatId },
    });
    expect(await codeOf(guest.join.redeem({ code, name: 'Cleo', seatToken }))).toBe('invite-closed');
    await show?.session.flush();
    expect(await codeOf(guest.join.redeem({ code, name: 'Cleo', seatToken }))).toBe('invite-closed');
    expect(await codeOf(guest.join.roomToken({ showId, seatToken }))).toBe('bad-token');
  });

  it('a secret of another show opens nothing', async () => {
    const { code } = await invite();
    const { seatToken } = await as(null).join.redeem({ code, name: 'Cleo' });
    const other = (await as(owner).shows.create({ title: 'Other', template: 'solo', scheduledAt: null }))
      .showId;
    expect(await codeOf(as(null).join.roomToken({ showId: other, seatToken }))).toBe('bad-token');
  });

  it('answers guesses, revoked links and floods with a refusal', async () => {
    const { code, inviteId } = await invite();
    expect(await codeOf(as(null).join.preview({ code: 'x'.repeat(43) }))).toBe('not-found');
    expect(await codeOf(as(null).join.redeem({ code: 'x'.repeat(43), name: 'Eve' }))).toBe('not-found');
    expect(await codeOf(as(null).join.redeem({ code, name: '' }))).toBe('invalid-input');
    await as(owner).invites.revoke({ inviteId });
    expect(await codeOf(as(null).join.redeem({ code, name: 'Eve' }))).toBe('invite-closed');
    const flood = Array.from({ length: 60 }, () =>
      codeOf(as(null, '198.51.100.1').join.redeem({ code, name: 'Eve' })),
    );
    expect(await Promise.all(flood)).toContain('rate-limited');
  });

  it('keeps a waiting guest out of the room, and lets an admitted one publish and listen', async () => {
    const { code } = await invite();
    const guest = as(null);
    const { seatId, seatToken } = await guest.join.redeem({ code, name: 'Cleo' });
    const verifier = new TokenVerifier(secrets.livekitApiKey, secrets.livekitApiSecret);
    expect(await codeOf(guest.join.roomToken({ showId, seatToken }))).toBe('wrong-phase');
    const show = await live.sessions.open(showId);
    const { userId, name } = owner;
    const actor = { kind: 'user', userId, name, role: 'owner' } as const;
    show?.session.execute(actor, {
      commandId: 'admit-cleo',
      baseSeq: 0,
      command: { type: 'seat.admit', seatId },
    });
    const ticket = await guest.join.roomToken({ showId, seatToken });
    expect(ticket.url).toBe('https://studio.example.org/livekit');
    const admitted = await verifier.verify(ticket.token);
    expect(admitted.sub).toBe(`seat:${seatId}`);
    expect(JSON.parse(admitted.metadata ?? '')).toEqual({ seatId, kind: 'seat' });
    expect(admitted.video).toMatchObject({
      room: showId,
      canPublish: true,
      canSubscribe: true,
      canPublishData: false,
    });
  });
});

describe('the studio', () => {
  it('gives a producer a room token that publishes clips and music, and no camera or voice', async () => {
    const entered = await as(owner).studio.enter({ showId, clientId: 'client-1' });
    expect(entered).toMatchObject({
      show: { showId, title: 'Talk' },
      actor: { kind: 'user', role: 'owner' },
    });
    const claims = await new TokenVerifier(secrets.livekitApiKey, secrets.livekitApiSecret).verify(
      entered.livekit.token,
    );
    expect(claims.sub).toBe(`producer:${owner.userId}:client-1`);
    expect(claims.video).toMatchObject({
      room: showId,
      canPublish: true,
      canPublishSources: ['screen_share_audio'],
      canSubscribe: true,
    });
  });

  it('gives a member one seat per show, backstage, and moves it to the browser that asks last', async () => {
    const first = await as(owner).studio.takeSeat({ showId, name: 'Ada' });
    const second = await as(owner).studio.takeSeat({ showId, name: 'Ada' });
    expect(second.seatId).toBe(first.seatId);
    expect(second.seatToken).not.toBe(first.seatToken);
    expect(await seatOf(first.seatId)).toMatchObject({
      role: 'host',
      place: 'backstage',
      userId: owner.userId,
    });
    expect(await codeOf(as(null).join.roomToken({ showId, seatToken: first.seatToken }))).toBe('bad-token');
    expect(await codeOf(as(null).join.roomToken({ showId, seatToken: second.seatToken }))).toBe('accepted');
  });

  it('signs a publisher token for the holder of the lease and nobody else', async () => {
    const ask = (clientId: string, leaseNumber: number, actor = owner) =>
      as(actor).studio.whipToken({ showId, leaseNumber, clientId });
    expect(await codeOf(ask('client-1', 0))).toBe('lease-held');
    const show = await live.sessions.open(showId);
    const { userId, name } = owner;
    const actor = { kind: 'user', userId, name, role: 'owner' } as const;
    const command = { type: 'lease.claim', engineId: 'client-1', takeOver: false } as const;
    show?.session.execute(actor, { commandId: 'claim-it', baseSeq: 0, command });
    const { token } = await ask('client-1', 1);
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secrets.whipTokenSecret), {
      audience: 'whip',
    });
    expect(payload).toMatchObject({ sub: showId, lease: 1 });
    expect(await codeOf(ask('client-2', 1))).toBe('lease-held');
    expect(await codeOf(ask('client-1', 2))).toBe('lease-held');
    const colleague = await addMember('producer', owner.workspaceId);
    expect(await codeOf(ask('client-1', 1, colleague))).toBe('lease-held');
  });

  it('a member of another workspace finds no show', async () => {
    const stranger = await addMember('owner');
    expect(await codeOf(as(stranger).studio.enter({ showId, clientId: 'client-1' }))).toBe('not-found');
    expect(await codeOf(as(stranger).studio.takeSeat({ showId, name: 'Eve' }))).toBe('not-found');
    expect(await codeOf(as(stranger).studio.whepToken({ showId }))).toBe('not-found');
    expect(await as(stranger).broadcasts.list({ showId })).toEqual([]);
    expect(await as(stranger).recordings.list({ showId })).toEqual([]);
  });

  it('an open studio hears of a new title and of destinations chosen elsewhere', async () => {
    await live.sessions.open(showId);
    await as(owner).shows.rename({ showId, title: 'Renamed' });
    expect((await stateOf()).title).toBe('Renamed');
    const destination = await as(owner).destinations.create({
      ...{
        platform: 'custom',
        name: `T ${newId()}`,
        url: 'rtmp://media.example.org/live',
        backupUrl: null,
        key: 'abcd1234efgh',
      },
    });
    const { destinationId } = destination;
    await as(owner).shows.setDestinations({ showId, destinationIds: [destinationId] });
    expect((await stateOf()).destinations.map((one) => one.destinationId)).toEqual([destinationId]);
    expect(JSON.stringify(await stateOf())).not.toContain('abcd1234efgh');
  });
});

describe('watching and recordings', () => {
  it('gives a token to play exactly while the show is live', async () => {
    const { slug } = await stateOf();
    const waiting = { title: 'Talk', state: 'waiting', startsAt: null, whep: null };
    expect(await as(null).watch.get({ slug })).toEqual(waiting);
    expect(await codeOf(as(null).watch.get({ slug: 'no-such-show' }))).toBe('not-found');
  });

  it('tells viewers that a show has ended, and when it is on again; a cancelled countdown was no show', async () => {
    const { slug } = await stateOf();
    const write = (status: 'live' | 'ended' | 'cancelled', broadcastId: string, atMs: number) =>
      live.broadcastRows.write({ row: 'broadcast', broadcastId, showId, status, atMs, generation: 1 });
    await write('cancelled', newId(), Date.now());
    expect(await as(null).watch.get({ slug })).toMatchObject({ state: 'waiting' });
    const broadcastId = newId();
    await write('live', broadcastId, Date.now() - 60_000);
    await write('ended', broadcastId, Date.now());
    expect(await as(null).watch.get({ slug })).toMatchObject({ state: 'ended', startsAt: null });
    const scheduledAt = new Date(Date.now() + 86_400_000);
    await as(owner).shows.schedule({ showId, scheduledAt });
    expect(await as(null).watch.get({ slug })).toMatchObject({ state: 'ended', startsAt: scheduledAt });
  });

  it('lists broadcasts with relays and recordings of one workspace, and keeps a finish against a late failure', async () => {
    const rows = live.broadcastRows;
    const [broadcastId, recordingId] = [newId(), newId()];
    const broadcast = { row: 'broadcast', broadcastId, showId } as const;
    await rows.write({ ...broadcast, status: 'countdown', atMs: 1_000, generation: 1 });
    await rows.write({ ...broadcast, status: 'live', atMs: 2_000, generation: 2 });
    expect(await rows.listUnfinished()).toContainEqual({ broadcastId, showId });
    await rows.write({ row: 'recording', recordingId, broadcastId });
    const end = { row: 'recording-end', recordingId, durationMs: 60_000, atMs: 3_000 } as const;
    await rows.write({ ...end, status: 'finished', bytes: 5_000_000_000 });
    await rows.write({ ...end, status: 'failed', bytes: 1 });
    await rows.write({ ...broadcast, status: 'ended', atMs: 4_000, generation: 3 });
    expect(await as(owner).broadcasts.list({ showId })).toMatchObject([
      { broadcastId, status: 'ended', relays: [] },
    ]);
    expect(await as(owner).recordings.list({ showId })).toMatchObject([
      { recordingId, showTitle: 'Talk', status: 'finished', bytes: 5_000_000_000 },
    ]);
    // The gateway is not running here: the row must stay while its file may be there.
    expect(await codeOf(as(owner).recordings.remove({ recordingId }))).toBe('unavailable');
    expect(await as(owner).recordings.list({})).toHaveLength(1);
  });

  it('keeps what a relay did on record when its destination is removed during the broadcast', async () => {
    const { destinationId } = await as(owner).destinations.create({
      ...{
        platform: 'custom',
        name: 'Local',
        url: 'rtmp://127.0.0.1/live',
        backupUrl: null,
        key: 'abcd1234efgh',
      },
    });
    const rows = live.broadcastRows;
    const broadcastId = newId();
    await rows.write({ row: 'broadcast', broadcastId, showId, status: 'live', atMs: 1_000, generation: 1 });
    const run = { row: 'relay-run', broadcastId, destinationId, name: 'Local', platform: 'custom' } as const;
    await rows.write({ ...run, history: [], bytesSent: 10, connects: 1 });
    await as(owner).destinations.remove({ destinationId });
    await rows.write({ ...run, history: [], bytesSent: 20, connects: 1 });
    const neverStored = { ...run, destinationId: newId(), name: 'Removed before its first word' };
    await rows.write({ ...neverStored, history: [], bytesSent: 0, connects: 0 });
    const [broadcast] = await as(owner).broadcasts.list({ showId });
    expect(broadcast?.relays.map(({ name, bytesSent }) => [name, bytesSent]).sort()).toEqual([
      ['Local', 20],
      ['Removed before its first word', 0],
    ]);
  });
});
