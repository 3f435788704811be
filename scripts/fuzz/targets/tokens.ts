import { SignJWT, UnsecuredJWT } from 'jose';
import { AccessToken } from 'livekit-server-sdk';
import { verifyMediaToken } from '@/gateway/control/media-token';
import { publishSources, verifyAccessToken } from '@/gateway/sfu/access-token';
import { promise, target } from '../fuzz-target';
import { TEXT } from '../mutate/text';
import { VALUE } from '../mutate/value';

const KEYS = { apiKey: 'key', apiSecret: 'a-secret-that-is-long-enough-0123' };
const SECRET = new TextEncoder().encode(KEYS.apiSecret);
const FAR = 4_000_000_000;
const CLAIMS = {
  iss: KEYS.apiKey,
  exp: FAR,
  sub: 'seat:1',
  name: 'Anna',
  metadata: '{}',
  attributes: { a: 'b' },
  video: { roomJoin: true, room: 'show', canPublishSources: ['camera', 'screen_share_audio'], hidden: true },
};

const sign = (claims: object): Promise<string> =>
  new SignJWT(claims as Record<string, unknown>).setProtectedHeader({ alg: 'HS256' }).sign(SECRET);

/** Tokens that were signed with the right key and say anything: what a leaked or careless signer could do. */
export const tokenClaims = () =>
  target({
    name: 'token-claims',
    kind: VALUE,
    sizeMax: 6 * 1024,
    dictionary: ['roomAdmin', 'canPublishSources', 'toString', 'aud', 'whip', 'lease'],
    corpus: [
      CLAIMS,
      { ...CLAIMS, video: 7 },
      { iss: 'key', exp: FAR },
      { aud: 'whip', sub: 'p1', exp: FAR, lease: 1 },
    ],
    run: async (value) => {
      let token: string;
      try {
        token = await sign(value as object);
      } catch {
        /* No signer can make it: not an object, or a date that jose refuses to write. */
        return 'unsignable';
      }
      // What bearerToken would not hand on (net/http.ts) is not measured.
      if (token.length > 4096) return 'too-long';
      const media = await verifyMediaToken(token, {
        secret: KEYS.apiSecret,
        audience: 'whip',
        programId: 'p1',
      });
      if (media.ok)
        promise(media.value.sub === 'p1' && media.value.aud === 'whip', 'a token for something else');
      const grants = await verifyAccessToken(token, KEYS);
      if (typeof grants === 'string') return media.ok ? 'media token' : grants;
      const sources = publishSources(grants.video.canPublishSources ?? []);
      promise(sources.every(Number.isInteger), 'a source that is no number');
      promise(
        typeof grants.identity === 'string' && grants.identity.length <= 256,
        'an identity without end',
      );
      return 'ok';
    },
  });

/** The text of a token, as it stands in a URL or a header. */
export const tokenText = async () => {
  const sdkToken = new AccessToken(KEYS.apiKey, KEYS.apiSecret, { identity: 'seat:1', ttl: '10h' });
  sdkToken.addGrant({ roomJoin: true, room: 'show' });
  return target({
    name: 'token-text',
    kind: TEXT,
    sizeMax: 20 * 1024,
    dictionary: [
      '.',
      '..',
      'eyJhbGciOiJub25lIn0',
      'eyJhbGciOiJIUzI1NiIsImNyaXQiOlsiYiJdfQ',
      'eyJ6aXAiOiJERUYifQ',
      '=',
    ],
    corpus: [
      await sdkToken.toJwt(),
      await sign(CLAIMS),
      await sign({ aud: 'whip', sub: 'p1', exp: FAR, lease: 1 }),
      new UnsecuredJWT({ sub: 'a' }).setIssuer('key').setExpirationTime('1h').encode(),
      '',
      '...',
    ],
    run: async (token) => {
      // What bearerToken would not hand on (net/http.ts) never reaches the gateway's check.
      if (token.length > 4096) {
        const grants = await verifyAccessToken(token, KEYS);
        return typeof grants === 'string' ? grants : 'ok';
      }
      const media = await verifyMediaToken(token, {
        secret: KEYS.apiSecret,
        audience: 'whip',
        programId: 'p1',
      });
      const grants = await verifyAccessToken(token, KEYS);
      if (typeof grants === 'string') return media.ok ? 'media token' : grants;
      return 'ok';
    },
  });
};
