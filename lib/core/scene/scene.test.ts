import { describe, expect, it } from 'vitest';
import { DEFAULT_BRAND } from '../contract/brand';
import { sceneDocumentSchema } from '../contract/scene-document';
import { UNTREATED_SOUND } from '../contract/seat-sound';
import type { Seat } from '../contract/show-state';
import { lookOf } from '../graphic/program-graphics';
import { migrateSceneDocument } from './migrate-scene';
import { newSceneDocument } from './new-scene-document';
import { previewScene, programScene } from './program-scene';
import { sceneTemplate } from './scene-template';
import { stageFeeds } from './stage-feeds';

function seat(seatId: string, changes: Partial<Seat> = {}): Seat {
  return {
    seatId,
    name: `Name ${seatId}`,
    role: 'guest',
    place: 'stage',
    userId: null,
    connected: true,
    media: { camera: true, microphone: true, screen: false },
    gainDb: 0,
    sound: UNTREATED_SOUND,
    mute: { byProducer: false, bySelf: false },
    mirrored: false,
    joinedAtMs: 0,
    ...changes,
  };
}

describe('sceneTemplate', () => {
  it.each(['interview', 'panel', 'solo', 'presentation'] as const)(
    '%s opens and closes with a card and stores only valid documents',
    (template) => {
      const scenes = sceneTemplate(template);
      for (const scene of scenes) expect(sceneDocumentSchema.parse(scene.document)).toEqual(scene.document);
      expect(scenes.map((scene) => scene.document.showsFeeds)).toEqual([
        false,
        ...scenes.slice(1, -1).map(() => true),
        false,
      ]);
      expect(new Set(scenes.map(({ name }) => name)).size).toBe(scenes.length);
    },
  );
});

describe('stageFeeds', () => {
  it('lists cameras of the stage in stage order, then their screens', () => {
    const sharing = { camera: true, microphone: true, screen: true };
    const seats = [
      seat('a', { media: sharing }),
      seat('w', { place: 'waiting' }),
      seat('b', { place: 'backstage' }),
      seat('c', { connected: false }),
      seat('g', { place: 'gone' }),
      seat('d', { media: { camera: false, microphone: true, screen: false } }),
    ];
    expect(stageFeeds({ seats })).toEqual([
      { feedId: 'camera:a', seatId: 'a', kind: 'camera', role: 'guest', name: 'Name a', live: true },
      { feedId: 'camera:c', seatId: 'c', kind: 'camera', role: 'guest', name: 'Name c', live: false },
      { feedId: 'camera:d', seatId: 'd', kind: 'camera', role: 'guest', name: 'Name d', live: false },
      { feedId: 'screen:a', seatId: 'a', kind: 'screen', role: 'guest', name: '', live: true },
    ]);
  });
});

it('[SE12] a mirrored seat has its camera mirrored, and never its screen', () => {
  const media = { camera: true, microphone: true, screen: true };
  const feeds = stageFeeds({ seats: [seat('a', { media, mirrored: true }), seat('b')] });
  expect(feeds.map(({ feedId, mirrored }) => [feedId, mirrored])).toEqual([
    ['camera:a', true],
    ['camera:b', undefined],
    ['screen:a', undefined],
  ]);
});

const NO_GRAPHICS = {
  graphics: [],
  brand: DEFAULT_BRAND,
  media: { items: [], playing: null, bed: null },
  switching: { previewSceneId: null },
};

describe('programScene', () => {
  const solo = { sceneId: 's1', name: 'Solo', document: newSceneDocument('solo') };
  const grid = { sceneId: 's2', name: 'Grid', document: newSceneDocument('grid') };

  it('carries the scene on program and its feeds', () => {
    const state = {
      ...NO_GRAPHICS,
      scenes: [solo, grid],
      programSceneId: 's2',
      programChange: null,
      programMovedAtMs: null,
      seats: [seat('a')],
    };
    expect(programScene(state, 7)).toEqual({
      rev: 7,
      document: grid.document,
      feeds: stageFeeds(state),
      change: null,
      movedAtMs: null,
      graphics: { items: [], look: lookOf(NO_GRAPHICS) },
    });
  });

  it('marks the one whose lower third is on, so that no tag says the name again', () => {
    const spec = { kind: 'lower-third', title: '', subtitle: 'Guest', seatId: 'a', align: 'left' } as const;
    const shown = { graphicId: 'g', name: 'A', spec, shownAtMs: 5, hiddenAtMs: null };
    const marked = (times: { shownAtMs: number; hiddenAtMs: number | null }) =>
      programScene(
        {
          ...{ ...NO_GRAPHICS, graphics: [{ ...shown, ...times }] },
          ...{ scenes: [grid], programSceneId: 's2', programChange: null, programMovedAtMs: null },
          seats: [seat('a'), seat('b')],
        },
        1,
      ).feeds.map(({ hasLowerThird }) => hasLowerThird === true);
    expect(marked({ shownAtMs: 5, hiddenAtMs: null })).toEqual([true, false]);
    expect(marked({ shownAtMs: 5, hiddenAtMs: 9 })).toEqual([false, false]);
  });

  it('falls back to the first scene when the one on program is gone', () => {
    const state = {
      ...NO_GRAPHICS,
      scenes: [solo, grid],
      programSceneId: 'removed',
      programChange: null,
      programMovedAtMs: null,
      seats: [],
    };
    expect(programScene(state, 1).document).toEqual(solo.document);
  });

  it('carries the clip that plays over it, but not one that is sound alone', () => {
    const state = {
      ...NO_GRAPHICS,
      scenes: [solo],
      programSceneId: 's1',
      ...{ programChange: null, programMovedAtMs: null, seats: [] },
    };
    const playing = { mediaId: 'm', startedAtMs: 9, stoppedAtMs: null };
    const settings = { durationMs: 3_000, loop: false, fadeMs: 200, fit: 'cover' } as const;
    const item = { mediaId: 'm', assetId: 'f', name: 'Intro', hasSound: true, gainDb: 0, muted: false };
    const withItem = (kind: 'video' | 'audio') => ({
      ...state,
      media: {
        ...{ items: [{ ...item, ...settings, kind, then: { kind: 'next-scene' } as const }], bed: null },
        playing,
      },
    });
    expect(programScene(withItem('video'), 1).clip).toEqual({
      ...playing,
      ...settings,
      ...{ assetId: 'f', kind: 'video', holdsEnd: true },
    });
    expect(programScene(withItem('audio'), 1).clip).toBeUndefined();
  });

  it('says how the scene came on', () => {
    const transition = { kind: 'fade', durationMs: 400 } as const;
    const earlier = { fromSceneId: 's2', fromDocument: grid.document, transition, startedAtMs: 900 };
    const programChange = { fromSceneId: 's1', fromDocument: solo.document, transition, startedAtMs: 1_000 };
    const state = {
      ...NO_GRAPHICS,
      ...{ scenes: [grid], programSceneId: 's2', programMovedAtMs: 5, seats: [seat('a')] },
      programChange: { ...programChange, overtaken: earlier },
    };
    const feeds = stageFeeds(state);
    expect(programScene(state, 1)).toMatchObject({
      change: {
        from: { document: solo.document, feeds },
        transition,
        startedAtMs: 1_000,
        overtaken: { from: { document: grid.document, feeds }, transition, startedAtMs: 900 },
      },
      movedAtMs: 5,
    });
  });
});

describe('previewScene', () => {
  const solo = { sceneId: 's1', name: 'Solo', document: newSceneDocument('solo') };
  const transition = { kind: 'cut', durationMs: 0 } as const;

  it('is the scene in preview with the same feeds, and none in direct mode', () => {
    const state = { ...NO_GRAPHICS, scenes: [solo], programSceneId: 's1', seats: [seat('a')] };
    const inMode = (mode: 'studio' | 'direct', previewSceneId: string | null) =>
      previewScene({ ...state, switching: { mode, previewSceneId, transition } }, 3);
    expect(inMode('studio', 's1')).toEqual({
      rev: 3,
      document: solo.document,
      feeds: stageFeeds(state),
      change: null,
      graphics: { items: [], look: lookOf(NO_GRAPHICS) },
    });
    expect(inMode('direct', null)).toBeNull();
  });
});

describe('migrateSceneDocument', () => {
  const current = newSceneDocument('grid');
  it.each([
    ['the current version', current, { status: 'ok', document: current }],
    [
      'the first version, which bound no slots',
      { ...current, version: 1, slots: undefined },
      { status: 'ok', document: current },
    ],
    [
      'the second version, whose screens took no place by themselves',
      { ...current, version: 2, screenLeads: undefined },
      { status: 'ok', document: current },
    ],
    ['a later version', { ...current, version: 99 }, { status: 'refused', reason: 'newer-version' }],
    [
      'version zero, which never was',
      { ...current, version: 0 },
      { status: 'refused', reason: 'not-a-scene' },
    ],
    ['no version', { layout: 'grid' }, { status: 'refused', reason: 'not-a-scene' }],
    ['a damaged document', { ...current, layout: 'circle' }, { status: 'refused', reason: 'not-a-scene' }],
    ['null', null, { status: 'refused', reason: 'not-a-scene' }],
    ['text', 'scene', { status: 'refused', reason: 'not-a-scene' }],
  ])('answers %s', (_name, stored, answer) => {
    expect(migrateSceneDocument(stored)).toMatchObject(answer);
  });

  it('says where a document is damaged', () => {
    const damaged = { ...current, background: { kind: 'color', color: 'red' } };
    expect(migrateSceneDocument(damaged)).toMatchObject({ issue: { place: 'background.color' } });
  });
});
