import { expect, it } from 'vitest';
import { LayerHold, type Rise } from './layer-hold';

/** A step that needs 500 kbps, on a link believed to carry `budgetKbps`. */
const rise = (budgetKbps: number, fullKbps: number | null = null): Rise => ({
  neededKbps: 500,
  budgetKbps,
  fullKbps,
});

it('[LH1] waits after a step down, and longer when a rise was taken back soon', () => {
  const hold = new LayerHold();
  expect(hold.mayRise(0, rise(500))).toBe(true);
  hold.fell(0);
  expect([hold.mayRise(2_000, rise(500)), hold.mayRise(2_600, rise(500))]).toEqual([false, true]);
  hold.rose(3_000);
  hold.fell(4_000);
  expect([hold.mayRise(8_500, rise(500)), hold.mayRise(9_100, rise(500))]).toEqual([false, true]);
});

it('[LH1] forgives after a quiet minute', () => {
  const hold = new LayerHold();
  hold.rose(0);
  for (const atMs of [1_000, 2_000]) {
    hold.fell(atMs);
    hold.rose(atMs + 500);
  }
  hold.fell(70_000);
  expect(hold.mayRise(72_600, rise(500))).toBe(true);
});

it('[LH2] does not rise to what the link was full with, however long that was ago', () => {
  const hold = new LayerHold();
  hold.fell(0);
  expect([600, 620, 630].map((fullKbps) => hold.mayRise(3_600_000, rise(600, fullKbps)))).toEqual([
    false,
    false,
    true,
  ]);
});

it('[LH2] comes less near to that after each rise that was taken back', () => {
  const hold = new LayerHold();
  hold.rose(0);
  hold.fell(1_000);
  expect([630, 740].map((fullKbps) => hold.mayRise(60_000, rise(600, fullKbps)))).toEqual([false, true]);
});

it('[LH3] does not wait on a link that has plainly become wider', () => {
  const hold = new LayerHold();
  hold.fell(0);
  expect([600, 750].map((budgetKbps) => hold.mayRise(100, rise(budgetKbps, 500)))).toEqual([false, true]);
});
