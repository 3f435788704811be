import { describe, expect, it } from 'vitest';
import { parseEnv } from './env';
import { partAddresses } from './part-addresses';

function addressesOf(variables: Record<string, string>) {
  const parsed = parseEnv({ NODE_ENV: 'test', ...variables });
  if (!parsed.ok) throw new Error(parsed.mistakes.join());
  return partAddresses(parsed.env);
}

describe('partAddresses', () => {
  it('is loopback everywhere by default', () => {
    expect(addressesOf({})).toEqual({
      web: 'http://127.0.0.1:3000',
      gateway: 'http://127.0.0.1:8889',
      gatewayControl: 'http://127.0.0.1:9997',
      rooms: 'http://127.0.0.1:7880',
    });
  });

  it.each([
    ['0.0.0.0', '127.0.0.1'],
    ['0', '127.0.0.1'],
    ['::', '127.0.0.1'],
    ['0:0:0:0:0:0:0:0', '127.0.0.1'],
    ['::1', '[::1]'],
    ['fd00::2', '[fd00::2]'],
    ['192.0.2.7', '192.0.2.7'],
    ['10.0.0.0', '10.0.0.0'],
    ['media.internal', 'media.internal'],
  ])('a part that listens on %s is asked on %s', (listenHost, asked) => {
    expect(addressesOf({ HOST: listenHost, GATEWAY_HOST: listenHost, SFU_HOST: listenHost })).toEqual({
      web: `http://${asked}:3000`,
      gateway: `http://${asked}:8889`,
      gatewayControl: 'http://127.0.0.1:9997',
      rooms: `http://${asked}:7880`,
    });
  });

  it('asks a LiveKit of the operator over http, and the web process over https when it has a certificate', () => {
    const addresses = addressesOf({
      ...{ LIVEKIT_URL: 'wss://livekit.example.org/', SFU_HOST: '192.0.2.7' },
      ...{ HTTPS_CERT: '/cert.pem', HTTPS_KEY: '/key.pem', HOST: '::' },
    });
    expect(addresses).toMatchObject({ rooms: 'https://livekit.example.org', web: 'https://127.0.0.1:3000' });
  });
});
