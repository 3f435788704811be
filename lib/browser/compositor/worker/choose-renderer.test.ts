import { expect, it } from 'vitest';
import { fastestOf, type ProbedMs } from './choose-renderer';

it.each<[string, ProbedMs, string]>([
  ['a card that reads back quickly', { i420: 6, canvas2d: 9, webgl2: 3 }, 'webgl2'],
  ['a card that reads back slowly', { i420: 6, canvas2d: 9, webgl2: 30 }, 'i420'],
  ['a fast canvas', { i420: 6, canvas2d: 4, webgl2: 30 }, 'canvas2d'],
  ['two that are equal: the trusted one', { i420: 6, canvas2d: 6, webgl2: 6 }, 'i420'],
  ['one that does not work', { i420: Infinity, canvas2d: 9, webgl2: Infinity }, 'canvas2d'],
  ['none that works', { i420: Infinity, canvas2d: Infinity, webgl2: Infinity }, 'i420'],
])('takes the fastest: %s', (_name, probed, chosen) => expect(fastestOf(probed)).toBe(chosen));
