import { expect, it } from 'vitest';
import { LayersInUse } from './layers-in-use';

it('leaves a publisher alone while everything it sends has a use', () => {
  const layers = new LayersInUse();
  for (let nowMs = 0; nowMs < 20_000; nowMs += 100) expect(layers.poll(2, 2, nowMs)).toBeNull();
});

it('switches off what nobody wanted for five seconds, and tells so once', () => {
  const layers = new LayersInUse();
  expect([0, 4_900, 5_000, 5_100].map((nowMs) => layers.poll(0, 2, nowMs))).toEqual([null, null, 0, null]);
  expect([6_000, 11_000].map((nowMs) => layers.poll(-1, 2, nowMs))).toEqual([null, -1]);
});

it('switches on at once', () => {
  const layers = new LayersInUse();
  layers.poll(-1, 2, 0);
  layers.poll(-1, 2, 5_000);
  expect(layers.poll(1, 2, 5_100)).toBe(1);
  expect(layers.poll(2, 2, 5_200)).toBe(2);
});

it('forgets a wish for less that was taken back', () => {
  const layers = new LayersInUse();
  const wishes = [0, 2, 0, 0];
  expect(wishes.map((wanted, index) => layers.poll(wanted, 2, index * 3_000))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
