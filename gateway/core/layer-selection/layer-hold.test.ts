import { expect, it } from 'vitest';
import { LayerHold } from './layer-hold';

it('waits after a step down, and longer when a rise was taken back soon', () => {
  const hold = new LayerHold();
  expect(hold.mayRise(0, 1)).toBe(true);
  hold.fell(0);
  expect([hold.mayRise(2_000, 1), hold.mayRise(2_600, 1)]).toEqual([false, true]);
  hold.rose(3_000);
  hold.fell(4_000);
  expect([hold.mayRise(8_500, 1), hold.mayRise(9_100, 1)]).toEqual([false, true]);
});

it('does not wait on a link that has plainly become wider', () => {
  const hold = new LayerHold();
  hold.fell(0);
  expect([hold.mayRise(100, 1.2), hold.mayRise(100, 1.5)]).toEqual([false, true]);
});

it('forgives after a quiet minute', () => {
  const hold = new LayerHold();
  hold.rose(0);
  for (const atMs of [1_000, 2_000]) {
    hold.fell(atMs);
    hold.rose(atMs + 500);
  }
  hold.fell(70_000);
  expect(hold.mayRise(72_600, 1)).toBe(true);
});
