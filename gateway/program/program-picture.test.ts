import { describe, expect, it } from 'vitest';
import { accessUnitIn } from './program-media';
import type { ProgramVideo } from './program-media';
import { ProgramPicture, videoConfigOf } from './program-picture';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
/** Chromium's OpenH264, 1280x720. */
const SPS = bytes('67 42 c0 20 8c 8d 40 28 02 dd 37 01 0d 01 07 84 42 35');
const PPS = bytes('68 ce 3c 80');
const IDR = bytes('65 b8 00 02 00 00 03 02 79 31 40 00 47 7e');
const DELTA = bytes('61 e0 00 40 00 be 40 fe 03 16 08 60 92 28');
/** x264, 640x360. */
const OTHER_SIZE_SPS = bytes('67 42 c0 1e da 02 80 bf e5 c0 44 00 00 03 00 04 00 00 03 00 f2 3c 58 ba 80');

const config = videoConfigOf(SPS, PPS)!;
/** Equal sets, another object: as a slate of the same encoder would have. */
const slate = { sps: SPS, pps: PPS, nals: [IDR], width: 1280, height: 720 };

function start(): { picture: ProgramPicture; out: ProgramVideo[]; tickUntil(ms: number): void } {
  const out: ProgramVideo[] = [];
  const picture = new ProgramPicture((frame) => out.push(frame));
  let nowMs = 1_000;
  picture.show({ timeMs: nowMs, isKeyframe: true, nals: [IDR], config }, nowMs);
  const tickUntil = (ms: number): void => {
    for (; nowMs <= ms; nowMs += 50) picture.tick(nowMs, -Infinity);
  };
  return { picture, out, tickUntil };
}

describe('the pictures of a program', () => {
  it('[CT4] go on with the next delta after a hiccup, behind what stood in', () => {
    const { picture, out, tickUntil } = start();
    tickUntil(1_700);
    expect(out.slice(1).every((frame) => !frame.isKeyframe && accessUnitIn(frame).length < 24)).toBe(true);
    picture.show({ timeMs: 1_033, isKeyframe: false, nals: [DELTA], config }, 1_700);
    expect(out.at(-1)).toMatchObject({ timeMs: out.at(-2)!.timeMs + 1, isKeyframe: false });
    expect(accessUnitIn(out.at(-1)!).length).toBe(DELTA.length + 4);
    const times = out.map(({ timeMs }) => timeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('[CT7] drop deltas once a key frame was repeated, until the next of the source', () => {
    const { picture, out, tickUntil } = start();
    tickUntil(4_000);
    expect(out.filter(({ isKeyframe }) => isKeyframe)).toHaveLength(2);
    const { length } = out;
    picture.show({ timeMs: 4_001, isKeyframe: false, nals: [DELTA], config }, 4_001);
    expect(out).toHaveLength(length);
    expect(picture.waitsForKeyframe).toBe(true);
    picture.show({ timeMs: 4_033, isKeyframe: true, nals: [IDR], config }, 4_033);
    picture.show({ timeMs: 4_066, isKeyframe: false, nals: [DELTA], config }, 4_066);
    expect(out).toHaveLength(length + 2);
    // Renumbered by nothing: the key frame began anew.
    expect(accessUnitIn(out.at(-1)!).subarray(4)).toEqual(DELTA);
  });

  it('[CT6] become the slate with its own configuration, and the source again at its key frame', () => {
    const { picture, out, tickUntil } = start();
    picture.useSlate(slate);
    expect(picture.status(1_000)).toBe('source');
    tickUntil(4_000);
    expect(picture.status(4_000)).toBe('held');
    tickUntil(7_000);
    expect(picture.status(7_000)).toBe('slate');
    const shown = out.at(-1)!.config;
    expect(shown).not.toBe(config);
    picture.show({ timeMs: 7_010, isKeyframe: true, nals: [IDR], config }, 7_010);
    expect(out.at(-1)).toMatchObject({ timeMs: 7_010, isKeyframe: true });
    expect(out.at(-1)!.config).toBe(config);
    expect(picture.status(7_020)).toBe('source');
  });

  it('are said to be held one second after the source’s last one: time enough for an alarm within two', () => {
    const { picture, tickUntil } = start();
    tickUntil(2_050);
    expect([2_000, 2_050].map((nowMs) => picture.status(nowMs))).toEqual(['source', 'held']);
  });

  it('[CT6] do not become a slate of another size', () => {
    const { picture, out, tickUntil } = start();
    picture.useSlate({ ...slate, sps: OTHER_SIZE_SPS, width: 640, height: 360 });
    tickUntil(12_000);
    expect(picture.status(12_000)).toBe('held');
    expect(out.every((frame) => frame.config === config)).toBe(true);
  });

  it('[CT8] change their size with a key frame of the source, and stay in that size in a gap', () => {
    const { picture, out, tickUntil } = start();
    picture.useSlate(slate);
    const other = videoConfigOf(OTHER_SIZE_SPS, PPS)!;
    picture.show({ timeMs: 1_033, isKeyframe: true, nals: [IDR], config: other }, 1_033);
    expect(picture.size).toMatchObject({ width: 640, height: 360 });
    tickUntil(8_000);
    // The slate was uploaded for the size before.
    expect(picture.status(8_000)).toBe('held');
    expect(out.slice(1).every((frame) => frame.config === other)).toBe(true);
    const times = out.map(({ timeMs }) => timeMs);
    expect(times.every((timeMs, index) => index === 0 || timeMs > times[index - 1]!)).toBe(true);
  });

  it('[TL8] of a source that lags 700 ms behind need nothing in between', () => {
    const { picture, out, tickUntil } = start();
    for (let ms = 1_033; ms < 3_000; ms += 33) {
      tickUntil(ms + 700);
      picture.show({ timeMs: ms, isKeyframe: false, nals: [DELTA], config }, ms + 700);
    }
    const isFiller = out.map((frame) => accessUnitIn(frame).length !== DELTA.length + 4);
    // Those of the 700 ms when the lag began; the key frame is the first.
    expect(isFiller.lastIndexOf(true)).toBeLessThan(5);
    expect(out.at(-1)?.timeMs).toBe(2_980);
  });

  it('are nothing before the first key frame', () => {
    const out: ProgramVideo[] = [];
    const picture = new ProgramPicture((frame) => out.push(frame));
    picture.show({ timeMs: 0, isKeyframe: false, nals: [DELTA], config }, 0);
    picture.tick(10_000, -Infinity);
    expect(out).toEqual([]);
    expect(picture.status(10_000)).toBe('none');
  });
});
