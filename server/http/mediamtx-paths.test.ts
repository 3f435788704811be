import { describe, expect, it } from 'vitest';
import { fromMediamtxHeaders, toMediamtxPath } from './mediamtx-paths';

describe('addresses of WHIP and WHEP, here and at MediaMTX', () => {
  it.each([
    ['/whip/show-1', '/show-1/whip'],
    ['/whep/show-1/', '/show-1/whep'],
    [
      '/whip/show-1/7c3b6a1e-9a55-4a10-8e39-9b6f37f1a001',
      '/show-1/whip/7c3b6a1e-9a55-4a10-8e39-9b6f37f1a001',
    ],
    ['/whep/show-1?token=secret', '/show-1/whep'],
  ])('%s is %s there', (here, there) => {
    expect(toMediamtxPath(here)).toBe(there);
  });

  it.each([
    '/whip/',
    '/whip/..',
    '/whip/../v3/config/global/get',
    '/whip/%2e%2e/x',
    '/whip/a/b/c',
    '/whip/a\\b',
    `/whip/${'a'.repeat(65)}`,
  ])('%s reaches no path of the server', (here) => {
    expect(toMediamtxPath(here)).toBe('/');
  });

  it('sessions are answered with an address of ours', () => {
    const session = '7c3b6a1e-9a55-4a10-8e39-9b6f37f1a001';
    for (const location of [`/show-1/whip/${session}`, `http://10.0.0.1:8879/show-1/whip/${session}`])
      expect(fromMediamtxHeaders({ location })).toEqual({ location: `/whip/show-1/${session}` });
  });

  it('no browser is made to ask for a password, and permissions across origins are not passed on', () => {
    const headers = {
      'www-authenticate': 'Basic realm="mediamtx"',
      'access-control-allow-origin': '*',
      etag: '*',
      'content-type': 'application/sdp',
    };
    expect(fromMediamtxHeaders(headers)).toEqual({ etag: '*', 'content-type': 'application/sdp' });
  });
});
