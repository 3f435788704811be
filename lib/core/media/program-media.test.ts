import { expect, it } from 'vitest';
import type { MediaItem } from '../contract/media';
import { newSceneDocument } from '../scene/new-scene-document';
import { cuesAhead, type WhatComes } from './program-media';

const cue = (number: number, part: Partial<MediaItem> = {}): MediaItem => ({
  ...{ mediaId: `m${number}`, assetId: `f${number}`, name: `Cue ${number}`, kind: 'video', hasSound: true },
  ...{ durationMs: 3_000, gainDb: 0, muted: false, loop: false, fadeMs: 0, fit: 'cover' },
  ...{ then: { kind: 'stop' } },
  ...part,
});
const cues = Array.from({ length: 20 }, (_, index) => cue(index));
const scene = (sceneId: string, mediaId: string | null) => ({
  ...{ sceneId, name: sceneId },
  document: { ...newSceneDocument('grid'), mediaId },
});
const show = (part: Partial<WhatComes> = {}): WhatComes => ({
  media: { items: cues, playing: null, bed: null },
  scenes: [scene('a', null), scene('b', null)],
  programSceneId: 'a',
  switching: { previewSceneId: null },
  ...part,
});
const numbersOf = (state: WhatComes) => cuesAhead(state).map(({ mediaId }) => Number(mediaId.slice(1)));
const playback = (mediaId: string, stoppedAtMs: number | null = null) => ({
  mediaId,
  startedAtMs: 1_000,
  stoppedAtMs,
});

it('[ME9] what may be played next is the list from its beginning, before anything was played', () => {
  expect(numbersOf(show())).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

it('is then what stands beside the last cue, without those that play', () => {
  const media = { items: cues, playing: playback('m12'), bed: playback('m13') };
  expect(numbersOf(show({ media }))).toEqual([14, 11, 0, 1, 2, 3, 4, 5]);
  expect(numbersOf(show({ media: { ...media, playing: playback('m1', 2_000), bed: null } }))).toEqual([
    2, 3, 0, 1, 4, 5, 6, 7,
  ]);
});

it('[ME9] is before all the clips of the scenes that come', () => {
  const scenes = [scene('a', 'm16'), scene('b', 'm17'), scene('c', 'm18'), scene('d', 'm19')];
  expect(numbersOf(show({ scenes, switching: { previewSceneId: 'd' } })).slice(0, 3)).toEqual([19, 17, 0]);
  const items = [...cues.slice(0, 19), cue(19, { then: { kind: 'scene', sceneId: 'c' } })];
  const media = { items, playing: playback('m19'), bed: null };
  expect(numbersOf(show({ scenes, media })).slice(0, 4)).toEqual([18, 17, 0, 1]);
});

it('names nothing twice, and no clip that the show has not', () => {
  const scenes = [scene('a', null), scene('b', 'm0'), scene('c', 'gone')];
  expect(numbersOf(show({ scenes, switching: { previewSceneId: 'c' } }))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
