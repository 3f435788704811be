import { ParticipantPermission } from '@livekit/protocol';
import { TokenVerifier } from 'livekit-server-sdk';
import { describe, expect, it } from 'vitest';
import {
  permissionFrom,
  verifyAccessToken,
  videoGrantFrom,
  writeAccessToken,
  type Grants,
} from './access-token';
import { TOKEN_LIFETIME_S, TOKEN_REFRESH_MS, TokenRefresher } from './token-refresher';

const KEYS = { apiKey: 'key', apiSecret: 'a-secret-of-some-length-0123456789' };
const GRANTS: Grants = {
  identity: 'seat_1',
  name: 'Anna',
  metadata: '{"seat":1}',
  attributes: { place: 'stage' },
  video: { room: 'show', roomJoin: true, canPublish: true, canPublishSources: ['camera', 'microphone'] },
};

describe('a token that is written anew', () => {
  it('is one of ours and says the same', async () => {
    const token = await writeAccessToken(GRANTS, KEYS, 60);
    expect(await verifyAccessToken(token, KEYS)).toMatchObject(GRANTS);
    const claims = await new TokenVerifier(KEYS.apiKey, KEYS.apiSecret).verify(token!);
    expect(claims).toMatchObject({ sub: 'seat_1', name: 'Anna', video: GRANTS.video });
    expect(claims.exp! - claims.nbf!).toBe(60);
  });

  it('is not written when it could not come in again', async () => {
    expect(await writeAccessToken({ ...GRANTS, metadata: 'm'.repeat(20_000) }, KEYS, 60)).toBeNull();
  });

  it.each([
    new ParticipantPermission({ canSubscribe: true, canPublish: true, canPublishSources: [2, 4] }),
    new ParticipantPermission({ canSubscribe: true, canPublishData: true, canUpdateMetadata: true }),
    new ParticipantPermission({ canPublish: true, hidden: true, recorder: true }),
  ])('allows what is allowed now, and no more (%#)', (permission) => {
    const video = videoGrantFrom(permission, GRANTS.video);
    expect(permissionFrom(video)).toEqual(permission);
    expect(video).toMatchObject({ room: 'show', roomJoin: true });
  });
});

describe('TokenRefresher', () => {
  const refreshing = (): {
    refresher: TokenRefresher;
    minted: string[];
    sent: string[];
    settled: () => Promise<void>;
  } => {
    const minted: string[] = [];
    const sent: string[] = [];
    const refresher = new TokenRefresher({
      grants: GRANTS,
      nowMs: 0,
      mint: ({ name }, lifetimeS) => {
        minted.push(`${name} for ${lifetimeS} s`);
        return Promise.resolve(name);
      },
      send: (token) => sent.push(token),
      onError: (error) => expect.fail(String(error)),
    });
    return { refresher, minted, sent, settled: () => new Promise((resolve) => setImmediate(resolve)) };
  };

  it('[SG24] sends one when what it says has changed, and only then', async () => {
    const { refresher, sent, settled } = refreshing();
    refresher.changed({ ...GRANTS }, 10);
    refresher.changed({ ...GRANTS, name: 'Ann' }, 20);
    refresher.changed({ ...GRANTS, name: 'Anne' }, 20);
    await settled();
    refresher.changed({ ...GRANTS, name: 'Anne' }, 30);
    refresher.changed(GRANTS, 40);
    await settled();
    expect(sent).toEqual(['Anne', 'Anna']);
  });

  it('[SG24] sends one long before the last one expires', async () => {
    const { refresher, minted, settled } = refreshing();
    for (let nowMs = 0; nowMs < TOKEN_LIFETIME_S * 1_000; nowMs += 60_000) {
      refresher.tick(nowMs);
      await settled();
    }
    expect(minted).toEqual(Array(5).fill(`Anna for ${TOKEN_LIFETIME_S} s`));
    expect(TOKEN_REFRESH_MS).toBeLessThan((TOKEN_LIFETIME_S * 1_000) / 2);
  });
});
