import { expect, it } from 'vitest';
import { movedBy } from './moved-by';

it.each([
  ['a', 1, ['b', 'a', 'c']],
  ['c', -1, ['a', 'c', 'b']],
  ['a', -1, null],
  ['c', 1, null],
  ['x', 1, null],
  ['x', -1, null],
] as const)('moving %s by %i gives %j', (id, step, order) => {
  expect(movedBy(['a', 'b', 'c'], id, step)).toEqual(order);
});
