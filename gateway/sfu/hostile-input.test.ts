import { JoinRequest, WrappedJoinRequest, WrappedJoinRequest_Compression } from '@livekit/protocol';
import { SignJWT, UnsecuredJWT } from 'jose';
import { AccessToken, TrackSource } from 'livekit-server-sdk';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { permissionFrom, publishSources, verifyAccessToken } from './access-token';
import { readConfig } from './env';
import { parseJoinRequest } from './join-request';
import { areAttributesBounded, mergeAttributes } from './session-handlers';

const keys = { apiKey: 'key', apiSecret: 'a-secret-that-is-long-enough-0123' };
const sign = (
  payload: Record<string, unknown>,
  options: { secret?: string; issuer?: string; expires?: string | null; alg?: string } = {},
): Promise<string> => {
  const jwt = new SignJWT(payload)
    .setProtectedHeader({ alg: options.alg ?? 'HS256' })
    .setIssuer(options.issuer ?? keys.apiKey);
  if (options.expires !== null) jwt.setExpirationTime(options.expires ?? '1h');
  return jwt.sign(new TextEncoder().encode(options.secret ?? keys.apiSecret));
};

describe('verifyAccessToken', () => {
  it('reads what livekit-server-sdk writes', async () => {
    const token = new AccessToken(keys.apiKey, keys.apiSecret, {
      identity: 'seat:1',
      name: 'Anna',
      metadata: '{}',
      attributes: { a: 'b' },
    });
    token.addGrant({
      roomJoin: true,
      room: 'show',
      canPublishSources: [TrackSource.CAMERA, TrackSource.SCREEN_SHARE_AUDIO],
      hidden: true,
    });
    const grants = await verifyAccessToken(await token.toJwt(), keys);
    if (typeof grants === 'string') throw new Error(grants);
    expect(grants).toMatchObject({
      identity: 'seat:1',
      name: 'Anna',
      metadata: '{}',
      attributes: { a: 'b' },
      video: { roomJoin: true, room: 'show', hidden: true },
    });
    expect(publishSources(grants.video.canPublishSources ?? [])).toEqual([1, 4]);
  });

  it.each<[string, () => string | null | Promise<string>, string]>([
    ['none', () => null, 'missing'],
    ['an empty one', () => '', 'missing'],
    ['20 KiB', () => 'x'.repeat(20_000), 'too-long'],
    ['no JWT', () => 'hello', 'bad-signature'],
    [
      'another secret',
      () => sign({ sub: 'a' }, { secret: 'another-secret-that-is-long-enough' }),
      'bad-signature',
    ],
    ['HS512', () => sign({ sub: 'a' }, { alg: 'HS512', secret: keys.apiSecret.repeat(3) }), 'bad-signature'],
    [
      'alg none',
      () => new UnsecuredJWT({ sub: 'a' }).setIssuer(keys.apiKey).setExpirationTime('1h').encode(),
      'bad-signature',
    ],
    ['another issuer', () => sign({ sub: 'a' }, { issuer: 'other' }), 'wrong-issuer'],
    ['an old one', () => sign({ sub: 'a' }, { expires: '-1h' }), 'expired'],
    ['one that never expires', () => sign({ sub: 'a' }, { expires: null }), 'bad-signature'],
    ['a grant that is a number', () => sign({ sub: 'a', video: 7 }), 'bad-claims'],
    ['roomJoin as text', () => sign({ sub: 'a', video: { roomJoin: 'yes' } }), 'bad-claims'],
    ['an identity of 1000', () => sign({ sub: 'a'.repeat(1_000) }), 'bad-claims'],
  ])('refuses %s', async (_name, token, code) =>
    expect(await verifyAccessToken(await token(), keys)).toBe(code),
  );
});

it('a token cannot name a source after a method of objects', () =>
  expect(publishSources(['constructor', 'toString', '__proto__', 'camera'])).toEqual([1]));

it('[SG20] a token that names only sources that nobody knows publishes nothing, instead of everything', () => {
  expect(permissionFrom({ canPublishSources: ['hologram'] })).toMatchObject({ canPublish: false });
  expect(permissionFrom({ canPublishSources: ['hologram', 'camera'] })).toMatchObject({
    canPublish: true,
    canPublishSources: [1],
  });
  expect(permissionFrom({ canPublishSources: [] })).toMatchObject({
    canPublish: true,
    canPublishSources: [],
  });
});

it('attributes are bounded by what a participant has, not by what one message adds', () => {
  const many = (from: number, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${from + index}`, 'v']));
  expect(areAttributesBounded(many(0, 64))).toBe(true);
  expect(areAttributesBounded(mergeAttributes(many(0, 64), many(64, 1)))).toBe(false);
  expect(areAttributesBounded({ a: 'v'.repeat(4_097) })).toBe(false);
  expect(
    areAttributesBounded(Object.fromEntries(Object.keys(many(0, 20)).map((key) => [key, 'v'.repeat(4_000)]))),
  ).toBe(false);
});

describe('parseJoinRequest', () => {
  const wrap = (joinRequest: Uint8Array, compression = WrappedJoinRequest_Compression.NONE): string =>
    Buffer.from(new WrappedJoinRequest({ joinRequest, compression }).toBinary()).toString('base64url');
  const request = new JoinRequest({ participantSid: 'PA_x' });

  it.each([
    ['plain', wrap(request.toBinary())],
    ['gzip', wrap(gzipSync(request.toBinary()), WrappedJoinRequest_Compression.GZIP)],
  ])('reads %s', (_name, encoded) => expect(parseJoinRequest(encoded)).toEqual(request));

  it.each<[string, string | null, string]>([
    ['none', null, 'missing'],
    ['an empty one', '', 'missing'],
    ['100 KiB', 'a'.repeat(100_000), 'too-long'],
    ['other letters', 'a b\n', 'bad-base64'],
    ['no protobuf', Buffer.from([0xff, 0xff, 0xff]).toString('base64url'), 'bad-protobuf'],
    ['no protobuf inside', wrap(Uint8Array.from([0xff, 0xff])), 'bad-protobuf'],
    ['no gzip', wrap(Uint8Array.from([1, 2, 3]), WrappedJoinRequest_Compression.GZIP), 'bad-gzip'],
    [
      'a gzip bomb',
      wrap(gzipSync(new Uint8Array(50_000_000)), WrappedJoinRequest_Compression.GZIP),
      'bad-gzip',
    ],
  ])('refuses %s', (_name, encoded, code) => expect(parseJoinRequest(encoded)).toBe(code));
});

describe('readConfig', () => {
  const good = { LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: 'x'.repeat(32) };

  it('uses the documented defaults', () => {
    expect(readConfig({ ...good, ANNOUNCED_IPS: '10.0.0.1, ::1' })).toMatchObject({
      host: '127.0.0.1',
      port: 7880,
      udpPort: 7882,
      webhookUrl: null,
      announcedIps: ['10.0.0.1', '::1'],
    });
  });

  it('names every mistake at once', () => {
    const result = readConfig({ LIVEKIT_API_KEY: '', SFU_PORT: '99999', ANNOUNCED_IPS: 'example.org' });
    if (!('mistakes' in result)) throw new Error('accepted');
    expect(result.mistakes.map((mistake) => mistake.split(/[.:]/)[0]).sort()).toEqual([
      'ANNOUNCED_IPS',
      'LIVEKIT_API_KEY',
      'LIVEKIT_API_SECRET',
      'SFU_PORT',
    ]);
  });
});
