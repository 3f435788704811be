import { describe, expect, it } from 'vitest';
import { LEASE } from '../contract/limits';
import { mustPassOn, type PromotionFacts } from './promotion';

const NOW_MS = 100_000;
/** A still picture since a moment ago, of an engine that is heard and has drawn for a long time. */
const still = (changes: Partial<PromotionFacts> = {}): PromotionFacts => ({
  nowMs: NOW_MS,
  isOut: true,
  picture: 'held',
  pictureSinceMs: NOW_MS - 300,
  isSourceSilent: false,
  engine: { isConnected: true, heardAtMs: NOW_MS - 200, sinceMs: 0, hasArrived: false },
  ...changes,
});
const gone = { isConnected: false, heardAtMs: NOW_MS - 200, sinceMs: 0, hasArrived: false };
const silent = { isConnected: true, heardAtMs: NOW_MS - LEASE.silentMs, sinceMs: 0, hasArrived: true };

describe('mustPassOn', () => {
  it.each([
    [
      '[HS1] an engine that is gone but whose program arrives',
      still({ engine: gone, picture: 'source' }),
      false,
    ],
    [
      '[HS1] an engine that is gone before the first picture',
      still({ engine: gone, picture: 'none' }),
      false,
    ],
    [
      '[HS2] an engine that is gone, before viewers see anything of it',
      still({ engine: gone, picture: 'source', isSourceSilent: true }),
      true,
    ],
    [
      '[HS1] a page that is there, whose line is dead for a moment',
      still({ picture: 'source', isSourceSilent: true }),
      false,
    ],
    ['[HS2] an engine that is gone', still({ engine: gone }), true],
    ['[HS2] an engine that is gone since the slate', still({ engine: gone, picture: 'slate' }), true],
    ['an engine that is gone when nothing is out', still({ engine: gone, isOut: false }), false],
    ['a hiccup of an engine that is heard', still(), false],
    ['[HS3] an engine that is silent', still({ engine: silent }), true],
    [
      '[HS3] one that is heard, of which nothing arrives',
      still({ pictureSinceMs: NOW_MS - LEASE.blockedMs }),
      true,
    ],
    [
      '[HS4] one that has just got the program',
      still({ engine: { ...gone, sinceMs: NOW_MS - LEASE.firstPictureMs + 1 } }),
      false,
    ],
    [
      '[HS4] one that has just got it, and was on air already',
      still({ engine: { ...gone, sinceMs: NOW_MS - 1_000, hasArrived: true } }),
      true,
    ],
  ])('%s', (_name, facts, answer) => expect(mustPassOn(facts)).toBe(answer));
});
