import { expect, it } from 'vitest';
import { forgetSeat, readSeat, rememberSeat } from './seat-memory';

function memory() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

it('brings a browser back to its seat, per show', () => {
  const storage = memory();
  const seat = { seatId: 's1', seatToken: 't1', name: 'Guest one', selfMuted: true };
  rememberSeat(storage, 'show1', seat);
  expect(readSeat(storage, 'show1')).toEqual(seat);
  expect(readSeat(storage, 'show2')).toBeNull();
  forgetSeat(storage, 'show1');
  expect(readSeat(storage, 'show1')).toBeNull();
});

it('comes back muted when it does not know whether it was', () => {
  const storage = { getItem: () => '{"seatId":"s1","seatToken":"t1"}' };
  expect(readSeat(storage, 'show1')?.selfMuted).toBe(true);
});

it.each(['', '{', '[]', 'null', '{"seatId":"s1"}'])('has no seat in %s', (stored) => {
  expect(readSeat({ getItem: () => stored }, 'show1')).toBeNull();
});
