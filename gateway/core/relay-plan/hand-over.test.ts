import { expect, it } from 'vitest';
import { HandOver } from './hand-over';

it('is the time until the last byte of a picture has left, newer pictures counting more', () => {
  const handOver = new HandOver();
  handOver.sent(1_000, 0);
  handOver.flushed(999, 5);
  expect(handOver.delayMs).toBe(0);
  for (let picture = 1; picture <= 200; picture += 1) {
    handOver.sent(1_000 * picture + 1_000, 33 * picture);
    handOver.flushed(1_000 * picture + 1_000, 33 * picture + 12);
  }
  expect(handOver.delayMs).toBeCloseTo(12, 0);
});

it('begins anew with another connection', () => {
  const handOver = new HandOver();
  handOver.sent(10, 0);
  handOver.flushed(10, 300);
  handOver.sent(20, 300);
  handOver.restart();
  handOver.flushed(20, 900);
  expect(handOver.delayMs).toBe(0);
});
