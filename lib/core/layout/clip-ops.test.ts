import { expect, it } from 'vitest';
import type { ProgramClip } from '../contract/media';
import { clipOps, coversCanvas } from './clip-ops';

const clip: ProgramClip = {
  ...{ mediaId: 'm', assetId: 'f', kind: 'video', startedAtMs: 1_000, stoppedAtMs: null },
  ...{ durationMs: 4_000, loop: false, fadeMs: 1_000, fit: 'contain', holdsEnd: false },
};
const canvas = { width: 1280, height: 720 };
const opsAt = (nowMs: number, part: Partial<ProgramClip> = {}, picture = { width: 1920, height: 1080 }) =>
  clipOps({ ...clip, ...part }, picture, { feedId: 'clip', canvas, nowMs });
const whole = { x: 0, y: 0, width: 1280, height: 720, radiusPx: 0 };
const video = (alpha: number, cropMode: 'cover' | 'contain') => ({
  ...{ kind: 'video', feedId: 'clip', cropMode, alpha },
  ...whole,
});

it('[ME6] a clip of the canvas’s shape covers it as far as it has faded in', () => {
  expect(opsAt(1_250)).toEqual([video(0.25, 'cover')]);
  expect(opsAt(3_000)).toEqual([video(1, 'cover')]);
  expect([opsAt(1_250), opsAt(3_000)].map(coversCanvas)).toEqual([false, true]);
});

it('one of another shape stands on black, or is cut at its edges', () => {
  const square = { width: 500, height: 500 };
  expect(opsAt(3_000, {}, square)).toEqual([
    { kind: 'background', paint: { kind: 'color', color: '#000000' }, alpha: 1 },
    video(1, 'contain'),
  ]);
  expect(coversCanvas(opsAt(3_000, {}, square))).toBe(true);
  expect(opsAt(3_000, { fit: 'cover' }, square)).toEqual([video(1, 'cover')]);
});

it('is nothing before its first picture and after its end', () => {
  expect(clipOps(clip, null, { feedId: 'clip', canvas, nowMs: 3_000 })).toEqual([]);
  expect(opsAt(5_000)).toEqual([]);
  expect(coversCanvas([])).toBe(false);
});
