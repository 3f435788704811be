import { expect, it, vi } from 'vitest';
import type { ProgramClip } from '../contract/media';
import { clipLayer, clipOps, planWithClip, type ClipPicture } from './clip-ops';
import type { DrawOp } from './draw-list';
import type { FramePlan } from './staging';

const clip: ProgramClip = {
  ...{ mediaId: 'm', assetId: 'f', kind: 'video', startedAtMs: 1_000, stoppedAtMs: null },
  ...{ durationMs: 4_000, loop: false, fadeMs: 1_000, fit: 'contain', holdsEnd: false },
};
const canvas = { width: 1280, height: 720 };
const HD = { width: 1920, height: 1080, isTransparent: false };
const SQUARE = { ...HD, width: 500, height: 500 };
const place = { x: 0, y: 0, width: 1280, height: 720, radiusPx: 0 };
const video = (alpha: number, cropMode: 'cover' | 'contain') => ({
  ...{ kind: 'video', feedId: 'clip', cropMode, alpha },
  ...place,
});
const BLACK = { kind: 'background', paint: { kind: 'color', color: '#000000' } } as const;
const feeds: DrawOp[] = [{ kind: 'background', paint: { kind: 'color', color: '#203a78' } }];
const leaving: FramePlan['mix'] = { from: [BLACK], kind: 'wipe', progress: 0.5 };

function planAt(nowMs: number, picture: ClipPicture, part: Partial<ProgramClip> = {}) {
  const shown = { ...clip, ...part };
  const ops = clipOps(shown, picture, { feedId: 'clip', canvas });
  const below = vi.fn((): FramePlan => ({ ops: feeds, mix: leaving }));
  return { plan: planWithClip(clipLayer(shown, { ops, picture }, nowMs), below), below };
}

it('[ME6] a clip of the canvas’s shape lies over the feeds as far as it has faded in, and then alone', () => {
  expect(planAt(1_250, HD).plan).toEqual({ ops: feeds, mix: leaving, over: [video(0.25, 'cover')] });
  const { plan, below } = planAt(3_000, HD);
  expect(plan).toEqual({ ops: [BLACK], mix: null, over: [video(1, 'cover')] });
  expect(below).not.toHaveBeenCalled();
});

it('one of another shape stands on black, or is cut at its edges', () => {
  expect(planAt(3_000, SQUARE).plan.over).toEqual([BLACK, video(1, 'contain')]);
  expect(planAt(3_000, SQUARE).below).not.toHaveBeenCalled();
  expect(planAt(3_000, SQUARE, { fit: 'cover' }).plan.over).toEqual([video(1, 'cover')]);
});

it('fades in together with the black beside it, so that the feeds give way once and not twice', () => {
  expect(planAt(1_250, SQUARE).plan).toEqual({
    ops: [BLACK, video(1, 'contain')],
    mix: { from: feeds, kind: 'fade', progress: 0.25, under: leaving },
  });
});

it('a transparent clip lies over the feeds, also beside it', () => {
  const overlay = { ...SQUARE, isTransparent: true };
  expect(planAt(3_000, overlay).plan).toEqual({ ops: feeds, mix: leaving, over: [video(1, 'contain')] });
  expect(planAt(1_250, { ...overlay, ...canvas }).plan.over).toEqual([video(0.25, 'cover')]);
});

it('is nothing after its end', () => {
  expect(planAt(5_000, HD).plan).toEqual({ ops: feeds, mix: leaving });
});
