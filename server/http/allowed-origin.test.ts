import { describe, expect, it } from 'vitest';
import { isSameOrigin, requestOrigin } from './allowed-origin';

const local = { publicUrl: 'http://localhost:3000', https: null };
const proxied = { publicUrl: 'https://live.example.org', https: null };
const https = { publicUrl: 'https://localhost:3000', https: { certFile: 'c', keyFile: 'k' } };

describe('requestOrigin', () => {
  it.each([
    ['the public address', local, 'localhost:3000', 'http://localhost:3000'],
    ['loopback by number', local, '127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['IPv6', local, '[::1]:3000', 'http://[::1]:3000'],
    ['the local network over HTTPS', https, '192.168.1.7:3000', 'https://192.168.1.7:3000'],
    ['a proxy that ends TLS', proxied, 'live.example.org', 'https://live.example.org'],
    ['a stranger’s name (DNS rebinding)', local, 'evil.example:3000', null],
    ['a name that only begins like ours', proxied, 'live.example.org.evil.example', null],
    ['no Host', local, undefined, null],
    ['a Host that is no host', local, 'localhost:3000/..', null],
  ])('%s', (_name, env, host, origin) => {
    expect(requestOrigin({ headers: host === undefined ? {} : { host } }, env)).toBe(origin);
  });
});

describe('isSameOrigin', () => {
  const host = 'localhost:3000';
  it.each([
    ['our own page', { host, origin: 'http://localhost:3000' }, true],
    ['another site', { host, origin: 'https://evil.example' }, false],
    ['another port of this machine', { host, origin: 'http://localhost:4000' }, false],
    ['a sandboxed frame', { host, origin: 'null' }, false],
    ['a program without a browser', { host }, true],
    ['a cross-site form without Origin', { host, 'sec-fetch-site': 'cross-site' }, false],
    ['a stranger’s name for both', { host: 'evil.example', origin: 'http://evil.example' }, false],
  ])('%s', (_name, headers, expected) => {
    expect(isSameOrigin({ headers }, local)).toBe(expected);
  });
});
