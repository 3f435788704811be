import { expect, it } from 'vitest';
import { connectionQuality, QUALITY } from './connection-quality';

const fine = { isAway: false, lossDown: 0, lossUp: 0, rttMs: 40, isHeldBack: false };

it.each([
  ['a clean link', {}, QUALITY.excellent],
  ['some loss up', { lossUp: 0.05 }, QUALITY.good],
  ['a far guest', { rttMs: 350 }, QUALITY.good],
  ['heavy loss down', { lossDown: 0.2 }, QUALITY.poor],
  ['a picture held back', { isHeldBack: true }, QUALITY.poor],
  ['a link by satellite and back', { rttMs: 1_000 }, QUALITY.poor],
  ['no signalling', { isAway: true }, QUALITY.lost],
])('%s', (_name, over, expected) => expect(connectionQuality({ ...fine, ...over })).toBe(expected));
