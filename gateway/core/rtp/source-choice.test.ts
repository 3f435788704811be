import { describe, expect, it } from 'vitest';
import { CLIMB_AFTER_MS, SILENT_MS, SIMULCAST_WATCH_MS, SourceChoice } from './source-choice';

const packet = (ssrc: number, bytes = 100, pixels: number | null = null) => ({ ssrc, bytes, pixels });

describe('the SSRC of a session', () => {
  it('is the first that comes, as long as it sends', () => {
    const choice = new SourceChoice(false);
    expect(choice.judge(packet(7), 0)).toBe('begin');
    for (let ms = 20; ms < 5_000; ms += 20) {
      expect(choice.judge(packet(7), ms)).toBe('use');
      expect(choice.judge(packet(8, 9_000, 1e6), ms)).toBe('ignore');
    }
    expect(choice.ssrc).toBe(7);
  });

  it('[WH17] is another one once the first is silent, and once it said goodbye at once', () => {
    const choice = new SourceChoice(false);
    choice.judge(packet(7), 0);
    expect(choice.judge(packet(8), SILENT_MS)).toBe('ignore');
    expect(choice.judge(packet(8), SILENT_MS + 1)).toBe('begin');
    expect(choice.judge(packet(7), SILENT_MS + 2)).toBe('ignore');
    choice.noteBye(8);
    expect(choice.judge(packet(8), SILENT_MS + 2)).toBe('ignore');
    expect(choice.judge(packet(9), SILENT_MS + 3)).toBe('begin');
    expect(choice.judge(packet(9), SILENT_MS + 4)).toBe('use');
  });

  it('[WH6] is the largest picture of a simulcast sender, once each had a second', () => {
    const choice = new SourceChoice(true);
    for (let ms = 0; ms < SIMULCAST_WATCH_MS; ms += 100) {
      // The small one starts with a large key frame: bytes alone would mislead.
      expect(choice.judge(packet(1, ms === 0 ? 90_000 : 200, ms === 0 ? 160 * 90 : null), ms)).toBe('ignore');
      expect(choice.judge(packet(2, 1_200, ms === 0 ? 640 * 360 : null), ms)).toBe('ignore');
    }
    expect(choice.judge(packet(1), SIMULCAST_WATCH_MS)).toBe('ignore');
    expect(choice.judge(packet(2), SIMULCAST_WATCH_MS)).toBe('begin');
    expect(choice.wanted(SIMULCAST_WATCH_MS)).toBe(null);
  });

  it('[WH6] is the one with the most bytes while no size is known', () => {
    const choice = new SourceChoice(true);
    for (let ms = 0; ms < SIMULCAST_WATCH_MS; ms += 100)
      for (const ssrc of [1, 2]) choice.judge(packet(ssrc, 200 * ssrc), ms);
    expect(choice.judge(packet(1), SIMULCAST_WATCH_MS)).toBe('ignore');
    expect(choice.judge(packet(2), SIMULCAST_WATCH_MS)).toBe('begin');
  });

  it('[WH6] becomes a larger encoding that starts late, at its key frame and not before', () => {
    const choice = new SourceChoice(true);
    const play = (ssrc: number, from: number, to: number, pixels: number | null = null): string[] => {
      const verdicts = [];
      for (let ms = from; ms < to; ms += 33) verdicts.push(choice.judge(packet(ssrc, 500, pixels), ms));
      return [...new Set(verdicts)];
    };
    play(1, 0, 2_000, 640 * 360);
    expect(choice.ssrc).toBe(1);
    // Its first packet was lost, and with it its size: it is asked for a key frame.
    expect(choice.judge(packet(2, 3_000), 2_010)).toBe('ignore');
    expect(choice.wanted(2_010)).toBe(2);
    expect(choice.judge(packet(2, 3_000, 1_280 * 720), 2_050)).toBe('begin');
    expect(choice.judge(packet(1, 500, 640 * 360), 2_060)).toBe('ignore');
    expect(choice.wanted(2_060)).toBe(null);
  });

  it('[WH6] falls to a smaller one when the largest stops, and climbs again, but not at once', () => {
    const choice = new SourceChoice(true);
    for (let ms = 0; ms <= 1_100; ms += 50) {
      choice.judge(packet(1, 100, 100), ms);
      choice.judge(packet(2, 300, 400), ms);
    }
    expect(choice.ssrc).toBe(2);
    const fellAtMs = 1_100 + SILENT_MS + 50;
    for (let ms = 1_150; ms <= fellAtMs; ms += 50) choice.judge(packet(1), ms);
    expect(choice.ssrc).toBe(1);
    choice.judge(packet(1), fellAtMs + 1_000);
    expect(choice.judge(packet(2, 300, 400), fellAtMs + 1_000)).toBe('ignore');
    expect(choice.wanted(fellAtMs + 1_000)).toBe(null);
    const later = fellAtMs + CLIMB_AFTER_MS;
    choice.judge(packet(1), later);
    expect(choice.judge(packet(2, 300), later)).toBe('ignore');
    expect(choice.wanted(later)).toBe(2);
    expect(choice.judge(packet(2, 300, 400), later + 30)).toBe('begin');
  });

  it('cannot be crowded out by strangers without end', () => {
    const choice = new SourceChoice(true);
    for (let ssrc = 1; ssrc <= 10_000; ssrc += 1) choice.judge(packet(ssrc, 1), 0);
    choice.judge(packet(3, 5), 900);
    expect(choice.judge(packet(3, 5), SIMULCAST_WATCH_MS)).toBe('begin');
    for (let ssrc = 20_000; ssrc <= 30_000; ssrc += 1)
      expect(choice.judge(packet(ssrc, 1, 1), SIMULCAST_WATCH_MS + 1)).toBe('ignore');
  });
});
