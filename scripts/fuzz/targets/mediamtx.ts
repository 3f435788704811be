import { fromMediamtxHeaders, toMediamtxPath } from '@/server/http/mediamtx-paths';
import { MediaTokens } from '@/server/media-tokens/media-tokens';
import { MediamtxGate } from '@/server/mediamtx/mediamtx-gate';
import { promise, target } from '../fuzz-target';
import { TEXT } from '../mutate/text';

const PASSWORD = 'a-password-that-is-long-enough';
const NOW_MS = 1_800_000_000_000;
const SHOW = 'show-1';

const question = (fields: object): string =>
  JSON.stringify({
    ip: '192.0.2.7', user: '', password: '', token: '', action: 'read', path: SHOW, protocol: 'webrtc',
    id: null, query: '', userAgent: '', ...fields,
  }); // prettier-ignore

/** What MediaMTX asks about its clients, and addresses on their way there and back. */
export const mediamtx = async () => {
  const mediaTokens = new MediaTokens('a-secret-that-is-long-enough-0123', () => NOW_MS);
  const publisher = await mediaTokens.forPublisher(SHOW, 3);
  const viewer = await mediaTokens.forViewer(SHOW);
  return target({
    name: 'mediamtx',
    kind: TEXT,
    sizeMax: 16 * 1024,
    dictionary: [
      '"action":"publish"',
      '"path":"',
      '"__proto__":{}',
      'null',
      '..',
      '%2f',
      '/whip/',
      '/whep/',
      '?',
    ],
    corpus: [
      question({ token: viewer }),
      question({ action: 'publish', token: publisher }),
      question({ action: 'api', path: '', user: 'user', password: PASSWORD }),
      '/whip/show-1/7c3b6a1e-9a55-4a10-8e39-9b6f37f1a001',
      '/show-1/whep/7c3b6a1e-9a55-4a10-8e39-9b6f37f1a001',
      '{}',
      '',
    ],
    run: async (text) => {
      const there = toMediamtxPath(text);
      promise(
        /^\/(?:[\w.~-]{1,64}\/(?:whip|whep)(?:\/[A-Za-z0-9-]{1,64})?)?$/.test(there),
        'another path there',
      );
      promise(!there.includes('/../') && !there.startsWith('/../'), 'a way up');
      fromMediamtxHeaders({ location: text });
      let body: unknown;
      try {
        body = JSON.parse(text);
      } catch {
        /* The route answers 400. */
        return there === '/' ? 'not JSON' : 'address';
      }
      const gate = new MediamtxGate({
        mediaTokens,
        user: 'user',
        password: PASSWORD,
        leaseNumberOf: () => 3,
      });
      const { status } = await gate.judge(body);
      const opens = [publisher, viewer, PASSWORD].some((secret) => text.includes(secret));
      promise(status !== 'allowed' || opens, 'somebody without a token is let in');
      return status;
    },
  });
};
