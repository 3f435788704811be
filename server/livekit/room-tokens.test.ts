import { decodeJwt } from 'jose';
import { expect, it } from 'vitest';
import { RoomTokens } from './room-tokens';

const tokens = new RoomTokens(
  { apiKey: 'key', apiSecret: 'a secret of thirty-two characters', apiUrl: '', browserUrl: '' },
  { ensure: () => Promise.resolve() },
);
const grantOf = async (mayPublish: boolean) => {
  const who = { userId: 'u1', clientId: 'client-1', name: 'Ada', mayPublish };
  return decodeJwt((await tokens.forProducer('show1', who)).token)['video'];
};

it('a studio page that may draw the program lets guests hear what it plays, and publishes nothing else', async () => {
  expect(await grantOf(true)).toMatchObject({ canPublish: true, canPublishSources: ['screen_share_audio'] });
  expect(await grantOf(false)).toMatchObject({ canPublish: false });
});
