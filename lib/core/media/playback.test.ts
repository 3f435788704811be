import { describe, expect, it } from 'vitest';
import { END_HOLD_MS, endsAtMs, isPlaying, leftMs, levelAt, positionMs, type Timed } from './playback';

const START_MS = 10_000;
const clip: Timed = {
  ...{ startedAtMs: START_MS, stoppedAtMs: null, durationMs: 3_000, loop: false, fadeMs: 500 },
  holdsEnd: false,
};
const at = (ms: number) => START_MS + ms;

describe('[ME5] where a clip stands is a function of server time', () => {
  it.each([
    ['a clip at its start', clip, 0, 0],
    ['a clip under way', clip, 1_200, 1_200],
    ['a clip after its end', clip, 9_000, 3_000],
    ['a start that lies ahead', clip, -400, 0],
    ['a loop in its second round', { ...clip, loop: true }, 3_500, 500],
    ['a picture without a length', { ...clip, durationMs: null }, 70_000, 70_000],
  ])('%s', (_what, playback, elapsedMs, positionAt) => {
    expect(positionMs(playback, at(elapsedMs))).toBe(positionAt);
  });

  it('says when it ends, and what is left', () => {
    expect(endsAtMs(clip)).toBe(at(3_000));
    expect(endsAtMs({ ...clip, loop: true })).toBe(Infinity);
    const playback = { mediaId: 'm', startedAtMs: START_MS, stoppedAtMs: null };
    expect(leftMs(playback, clip, at(2_000))).toBe(1_000);
    expect(leftMs(playback, { ...clip, loop: true }, at(2_000))).toBeNull();
    expect(isPlaying(playback, clip, at(2_999))).toBe(true);
    expect(isPlaying(playback, clip, at(3_000))).toBe(false);
    expect(isPlaying({ ...playback, stoppedAtMs: at(1) }, clip, at(2))).toBe(false);
    expect(isPlaying(playback, undefined, at(1))).toBe(false);
  });
});

describe('[ME6] fades', () => {
  it.each([
    ['in', clip, 250, 0.5],
    ['fully there', clip, 1_000, 1],
    ['out before its end', clip, 2_750, 0.5],
    ['gone at its end', clip, 3_000, 0],
    ['out from where it was stopped', { ...clip, stoppedAtMs: at(1_000) }, 1_250, 0.5],
    ['gone after that', { ...clip, stoppedAtMs: at(1_000) }, 1_500, 0],
    ['not back when the server ends what is over', { ...clip, stoppedAtMs: at(3_040) }, 3_050, 0],
    ['cut in', { ...clip, fadeMs: 0 }, 0, 1],
    ['cut out', { ...clip, fadeMs: 0, stoppedAtMs: at(1_000) }, 1_000, 0],
    ['a loop does not fade between its rounds', { ...clip, loop: true }, 3_000, 1],
    ['one that a scene follows stands at its end', { ...clip, holdsEnd: true }, 3_100, 1],
    ['and goes when the scene is there', { ...clip, holdsEnd: true, stoppedAtMs: at(3_040) }, 3_290, 0.5],
    ['but not for ever without one', { ...clip, holdsEnd: true }, 3_000 + END_HOLD_MS, 0],
  ])('%s', (_what, playback, elapsedMs, level) => {
    expect(levelAt(playback, at(elapsedMs))).toBeCloseTo(level, 6);
  });
});
