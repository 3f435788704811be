import { expect, it } from 'vitest';
import { iceServersFor } from './ice-servers';

const plain = (...args: Parameters<typeof iceServersFor>): object[] =>
  iceServersFor(...args).map(({ urls, username, credential }) => ({ urls, username, credential }));

it('hands out nothing that is not set', () => {
  expect(plain({ urls: [], secret: null }, 'anna', 0)).toEqual([]);
});

it('[SG21] makes the credentials that coturn checks', () => {
  // openssl: printf '1700086400:anna' | openssl dgst -sha1 -hmac north -binary | base64
  expect(
    plain(
      { urls: ['stun:a.example', 'turn:a.example:3478?transport=udp'], secret: 'north' },
      'anna',
      1_700_000_000_000,
    ),
  ).toEqual([
    { urls: ['stun:a.example'], username: '', credential: '' },
    {
      urls: ['turn:a.example:3478?transport=udp'],
      username: '1700086400:anna',
      credential: 'n/qja1Xb6Le5M6vS7asFEtevzJI=',
    },
  ]);
});
