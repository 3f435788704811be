import { describe, expect, it } from 'vitest';
import { SourceChoice } from './source-choice';

describe('the SSRC of a session', () => {
  it('is the first that comes, for good', () => {
    const choice = new SourceChoice(0);
    expect(choice.takes(7, 100, 0)).toBe(true);
    expect(choice.takes(8, 9_000, 1)).toBe(false);
    expect(choice.takes(7, 100, 60_000)).toBe(true);
    expect(choice.ssrc).toBe(7);
  });

  it('[WH6] is the largest of a simulcast sender, once each had a second', () => {
    const choice = new SourceChoice(1_000);
    for (let ms = 0; ms < 1_000; ms += 100) {
      expect(choice.takes(1, 200, ms)).toBe(false);
      expect(choice.takes(2, 1_200, ms)).toBe(false);
    }
    expect(choice.takes(1, 200, 1_000)).toBe(false);
    expect(choice.takes(2, 1_200, 1_000)).toBe(true);
  });

  it('cannot be crowded out by strangers without end', () => {
    const choice = new SourceChoice(1_000);
    for (let ssrc = 1; ssrc <= 10_000; ssrc += 1) choice.takes(ssrc, 1, 0);
    expect(choice.takes(3, 5, 1_000)).toBe(true);
  });
});
