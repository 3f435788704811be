import { expect, it } from 'vitest';
import { seatIdOf } from './seat-identity';

it.each([
  ['metadata of a seat', { identity: 'seat:a', metadata: '{"seatId":"b","kind":"seat"}' }, 'b'],
  ['an identity alone', { identity: 'seat:a' }, 'a'],
  ['metadata that is not ours', { identity: 'seat:a', metadata: '<xml>' }, 'a'],
  ['a producer', { identity: 'producer:u1:c1', metadata: '{"kind":"producer"}' }, null],
  ['an empty seat', { identity: 'seat:' }, null],
])('reads the seat from %s', (_name, participant, seatId) => {
  expect(seatIdOf(participant)).toBe(seatId);
});
