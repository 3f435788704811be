import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assetThumbnailUrl, assetUrl } from '@/lib/core/contract/asset';
import { UPLOADS_PATH } from '@/lib/core/contract/asset-limits';
import { composeAssets, composeAssetUsers, type AssetParts } from '../compose-assets';
import { createLog } from '../log';
import { createShowEventRepository } from '../db/show-event-repository';
import { newId } from '../new-id';
import { ShowSessions } from '../realtime/show-sessions';
import { startTestApp, type TestApp, type TestMember } from '../testing/test-app';
import { AssetFolder } from './asset-folder';
import { sineWave } from './testing/sine-wave';

const QUOTA_BYTES = 3_000_000;

let test: TestApp;
let folder: AssetFolder;
let assets: AssetParts;
let server: Server;
let sessions: ShowSessions;
let origin: string;
let member: TestMember;
let stranger: TestMember;
const members = new Map<string, TestMember>();

beforeAll(async () => {
  test = await startTestApp();
  folder = new AssetFolder(await mkdtemp(path.join(tmpdir(), 'sb-assets-')));
  const { logger } = createLog({ level: 'silent', name: 'test' });
  sessions = new ShowSessions({
    store: createShowEventRepository(test.database.db),
    tools: { nowMs: Date.now, newId, logger },
  });
  test.domain.assetUsers = composeAssetUsers(test.database.db, sessions);
  test.domain.assetFiles = folder;
  assets = await composeAssets({
    folder,
    quotaBytes: QUOTA_BYTES,
    domain: test.domain,
    // Sessions are tried in server/auth; here the cookie is the user.
    readUser: (headers) => Promise.resolve(members.get(headers.get('cookie') ?? '')?.actor ?? null),
    logger,
  });
  server = createServer((request, response) => {
    void assets.http.serve(request.url?.split('?')[0] ?? '/', { request, response });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  assets.close();
  server.closeAllConnections();
  server.close();
  await sessions.close();
  await test.stop();
  await rm(folder.root, { recursive: true });
});
beforeEach(async () => {
  await test.clear();
  await rm(folder.root, { recursive: true });
  await folder.make();
  members.clear();
  member = await join('producer');
  stranger = await join('producer');
});

async function join(role: 'producer' | 'host', workspaceId?: string): Promise<TestMember> {
  const joined = await test.addMember(role, workspaceId);
  members.set(joined.actor.userId, joined);
  return joined;
}

interface Ask {
  as?: TestMember;
  method?: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
}

function ask(url: string, { as = member, method = 'GET', headers = {}, body }: Ask = {}): Promise<Response> {
  return fetch(new URL(url, origin), {
    method,
    headers: { cookie: as.actor.userId, 'tus-resumable': '1.0.0', ...headers },
    ...(body ? { body: Buffer.from(body) } : {}),
  });
}

const refusal = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string } }).error;

const begin = (fileName: string, bytes: number, as = member): Promise<Response> =>
  ask(UPLOADS_PATH, {
    as,
    method: 'POST',
    headers: {
      'upload-length': String(bytes),
      'upload-metadata': `filename ${Buffer.from(fileName).toString('base64')}`,
    },
  });

const add = (location: string, offset: number, body: Uint8Array, as = member): Promise<Response> =>
  ask(location, {
    as,
    method: 'PATCH',
    headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  });

const locationOf = (response: Response): string => {
  expect(response.status).toBe(201);
  return response.headers.get('location') ?? '';
};

async function upload(fileName: string, content: Uint8Array, as = member): Promise<Response> {
  return add(locationOf(await begin(fileName, content.byteLength, as)), 0, content, as);
}

async function uploaded(fileName: string, content: Uint8Array): Promise<string> {
  const response = await upload(fileName, content);
  expect(response.status).toBe(204);
  return response.headers.get('stream-buddy-asset') ?? '';
}

const png = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#4d7cfe' } })
    .png()
    .toBuffer();
const filesIn = (part: string): Promise<string[]> => readdir(path.join(folder.root, part));

describe('an upload', () => {
  it('that was interrupted goes on where it was, and becomes a file of the library', async () => {
    const wave = sineWave(2_000);
    const location = locationOf(await begin('Jingle.wav', wave.byteLength));
    // The line breaks in the middle of a piece: what had come is kept.
    const controller = new AbortController();
    const half = wave.byteLength >> 1;
    const broken = fetch(new URL(location, origin), {
      method: 'PATCH',
      headers: {
        cookie: member.actor.userId,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': String(wave.byteLength),
      },
      body: new ReadableStream({
        start: (stream) => stream.enqueue(wave.subarray(0, half)),
      }),
      duplex: 'half',
      signal: controller.signal,
    } as RequestInit).catch(() => null);
    await expect
      .poll(async () => (await readFile(folder.uploadPath(location.split('/').at(-1) ?? ''))).byteLength)
      .toBe(half);
    controller.abort();
    await broken;
    const state = await ask(location, { method: 'HEAD' });
    const offset = Number(state.headers.get('upload-offset'));
    expect(offset).toBe(half);
    const done = await add(location, offset, wave.subarray(offset));
    expect(done.status).toBe(204);
    const [asset] = await member.call.assets.list({});
    expect(asset).toMatchObject({
      ...{ kind: 'audio', name: 'Jingle', contentType: 'audio/wav', bytes: wave.byteLength },
      ...{ durationMs: 2000, hasSound: true, width: null, hasThumbnail: false },
      sha256: createHash('sha256').update(wave).digest('hex'),
    });
    expect(done.headers.get('stream-buddy-asset')).toBe(asset?.assetId);
    // Whoever did not hear the end asks again and learns that it is done.
    const again = await ask(location, { method: 'HEAD' });
    expect(again.headers.get('upload-offset')).toBe(again.headers.get('upload-length'));
    expect(await filesIn('uploads')).toEqual([]);
  });

  it('is refused for a lie about its content, and nothing of it is kept', async () => {
    const asPng = await upload('Photo.png', sineWave(500));
    expect(asPng.status).toBe(400);
    expect(await refusal(asPng)).toMatchObject({ code: 'invalid-input', message: /says “image”/ });
    const page = await upload('Photo.png', Buffer.from('<html><script>alert(1)</script></html>'));
    expect(await refusal(page)).toMatchObject({ code: 'invalid-input' });
    expect(await member.call.assets.list({})).toEqual([]);
    expect([...(await filesIn('uploads')), ...(await filesIn('files'))]).toEqual([]);
  });

  it('of an image is stored without what hung on it', async () => {
    const polyglot = Buffer.concat([await png(64, 36), Buffer.from('<script>alert(1)</script>')]);
    const assetId = await uploaded('Cover.png', polyglot);
    const stored = Buffer.from(await (await ask(assetUrl(assetId))).arrayBuffer());
    expect(stored.includes('<script>')).toBe(false);
    expect(await sharp(stored).metadata()).toMatchObject({ format: 'png', width: 64, height: 36 });
    // The same picture without it is the same file.
    expect(await uploaded('Cover again.png', await png(64, 36))).toBe(assetId);
    const thumbnail = await ask(assetThumbnailUrl(assetId));
    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
  });

  it('is refused before it begins when it is too large, has no room, or cannot be anything', async () => {
    expect((await begin('Long.wav', 300_000_000)).status).toBe(413);
    expect(await refusal(await begin('Page.html', 10))).toMatchObject({ code: 'invalid-input' });
    expect((await refusal(await begin('Logo.svg', 10))).message).toMatch(/PNG/);
    locationOf(await begin('First.wav', 2_000_000));
    const second = await begin('Second.wav', 2_000_000);
    expect(await refusal(second)).toMatchObject({ code: 'limit-reached', message: /1 MB left of 3 MB/ });
    expect((await begin('Second.wav', 2_000_000, stranger)).status).toBe(201);
    const longer = await begin('Third.wav', 1000);
    expect((await add(locationOf(longer), 0, randomBytes(1001))).status).toBe(413);
  });

  it('belongs to whoever began it', async () => {
    const location = locationOf(await begin('Mine.wav', 1000));
    expect((await add(location, 0, new Uint8Array(10), stranger)).status).toBe(404);
    expect((await ask(location, { method: 'HEAD', as: stranger })).status).toBe(404);
    expect((await ask(location, { method: 'DELETE', as: stranger })).status).toBe(404);
    const host = await join('host', member.actor.workspaceId);
    expect((await begin('Mine.wav', 1000, host)).status).toBe(403);
    const nobody = await fetch(new URL(UPLOADS_PATH, origin), { method: 'POST' });
    expect(nobody.status).toBe(401);
    expect((await ask(location)).status).toBe(405);
    expect((await ask(location, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(location, { method: 'HEAD' })).status).toBe(404);
  });
});

describe('a file', () => {
  it('is served in ranges, as what it is, to members alone', async () => {
    const wave = sineWave(1_000);
    const url = assetUrl(await uploaded('Ünder "score".wav', wave));
    const whole = await ask(url);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': `attachment; filename="_nder _score_.wav"; filename*=UTF-8''%C3%9Cnder%20%22score%22.wav`,
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'audio/wav',
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await whole.arrayBuffer()).equals(wave)).toBe(true);
    const etag = whole.headers.get('etag') ?? '';
    const part = await ask(url, { headers: { range: 'bytes=100-199', 'if-range': etag } });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes 100-199/${wave.byteLength}`,
    ]);
    expect(Buffer.from(await part.arrayBuffer()).equals(wave.subarray(100, 200))).toBe(true);
    expect((await ask(url, { headers: { range: 'bytes=100-199', 'if-range': '"other"' } })).status).toBe(200);
    expect((await ask(url, { headers: { range: 'bytes=9999999-' } })).status).toBe(416);
    expect((await ask(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await ask(url, { as: stranger })).status).toBe(404);
    expect((await fetch(new URL(url, origin))).status).toBe(401);
    expect((await ask('/api/assets/..%2Fsecrets')).status).toBe(404);
  });

  it('of sound takes no picture, and no picture is taken that is none', async () => {
    const assetId = await uploaded('Jingle.wav', sineWave(300));
    const put = (body: Uint8Array) => ask(assetThumbnailUrl(assetId), { method: 'PUT', body });
    expect((await put(await png(16, 9))).status).toBe(400);
    await test.database.db.asset.update({ where: { id: assetId }, data: { kind: 'video' } });
    expect((await put(randomBytes(600_000))).status).toBe(413);
    expect((await put(randomBytes(100))).status).toBe(400);
    expect((await ask(assetThumbnailUrl(assetId))).status).toBe(404);
    expect((await put(await png(1600, 900))).status).toBe(204);
    const picture = Buffer.from(await (await ask(assetThumbnailUrl(assetId))).arrayBuffer());
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'webp', width: 480, height: 270 });
  });

  it('stays while a show needs it, and the refusal names what does', async () => {
    const assetId = await uploaded('Set.png', await png(32, 18));
    const { showId } = await member.call.shows.create({
      title: 'Friday',
      template: 'solo',
      scheduledAt: null,
    });
    const open = await sessions.open(showId);
    const scene = open?.session.state.scenes[0];
    if (!open || !scene) throw new Error('no show');
    const use = (dataUrl: string | null) =>
      open.session.execute(
        { kind: 'user', userId: member.actor.userId, name: 'Sam', role: 'producer' },
        {
          commandId: newId(),
          baseSeq: 0,
          command: {
            type: 'scene.setLogo',
            sceneId: scene.sceneId,
            logo: dataUrl === null ? { kind: 'none' } : { kind: 'image', dataUrl },
          },
        },
      );
    expect(use(assetUrl(assetId))).toMatchObject({ ok: true });
    await expect(stranger.call.assets.remove({ assetId })).rejects.toThrow(/not in the library/);
    await expect(member.call.assets.remove({ assetId })).rejects.toThrow(
      `“Set” is in use: scene “${scene.name}” of “Friday”. Take it out there first.`,
    );
    use(null);
    await member.call.assets.rename({ assetId, name: 'Backdrop' });
    await member.call.assets.remove({ assetId });
    expect([...(await filesIn('files')), ...(await filesIn('thumbnails'))]).not.toContain(assetId);
    expect((await ask(assetUrl(assetId))).status).toBe(404);
    const lines = await test.database.db.auditEvent.findMany({ where: { action: { startsWith: 'asset.' } } });
    expect(lines.map((line) => line.action).sort()).toEqual(['asset.add', 'asset.remove', 'asset.rename']);
  });
});
