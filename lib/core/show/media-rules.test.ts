import { describe, expect, it } from 'vitest';
import { LIMITS } from '../contract/limits';
import type { ShowCommand } from '../contract/show-commands';
import type { ShowState } from '../contract/show-state';
import { newSceneDocument } from '../scene/new-scene-document';
import { reduceShow } from './reduce-show';
import type { SystemCommand } from './system-command';
import { after, eventsOf, facts, newShow, NOW_MS, PRODUCER, refusalOf } from './testing/show-fixtures';

type Cue = Extract<ShowCommand, { type: 'media.add' }>;

const cue = (mediaId: string, part: Partial<Cue> = {}): Cue => ({
  ...{ type: 'media.add', mediaId, assetId: `file-${mediaId}`, kind: 'video', hasSound: true },
  ...{ name: `Clip ${mediaId}`, durationMs: 3_000, gainDb: 0, muted: false, loop: false, fadeMs: 500 },
  ...({ fit: 'contain', then: { kind: 'stop' } } as const),
  ...part,
});
const { type: _type, assetId: _asset, kind: _kind, hasSound: _sound, ...SETTINGS } = cue('m1');
const play = (mediaId: string): ShowCommand => ({ type: 'media.play', mediaId });
const finish = (state: ShowState): SystemCommand => {
  const { mediaId, startedAtMs } = state.media.playing ?? { mediaId: 'none', startedAtMs: 0 };
  return { type: 'media.finish', mediaId, startedAtMs };
};
const at = (state: ShowState, command: ShowCommand | SystemCommand, nowMs: number): ShowState => {
  const result = reduceShow(state, command, facts(PRODUCER, nowMs));
  if (!result.ok) throw new Error(result.error.message);
  return result.state;
};

describe('cues', () => {
  it('[ME1] an id is used once, and there is a limit', () => {
    expect(refusalOf(after(newShow(), cue('m1')), cue('m1'))).toBe('conflict');
    const full = Array.from({ length: LIMITS.mediaItemsMax }, (_, index) => cue(`m${index}`));
    expect(refusalOf(after(newShow(), ...full), cue('one more'))).toBe('limit-reached');
  });

  it.each([
    ['a clip without a length', cue('m1', { durationMs: null })],
    ['a scene that is not there', cue('m1', { then: { kind: 'scene', sceneId: 'none' } })],
  ])('[ME2] refuses %s', (_what, command) => {
    expect(refusalOf(newShow(), command)).not.toBe('accepted');
  });

  it('[ME2] a picture may have no length or one of its own, a clip not', () => {
    const picture = after(newShow(), cue('m1', { kind: 'image', durationMs: null, hasSound: false }));
    expect(refusalOf(picture, { ...SETTINGS, type: 'media.update', durationMs: 9_000 })).toBe('accepted');
    const clip = after(newShow(), cue('m1'));
    expect(refusalOf(clip, { ...SETTINGS, type: 'media.update', durationMs: 9_000 })).toBe('invalid-input');
  });

  it('changes, orders and removes them; the same again is no event', () => {
    const state = after(newShow(), cue('m1'), cue('m2'), cue('m3'));
    expect(eventsOf(state, { ...SETTINGS, type: 'media.update' })).toEqual([]);
    const ordered = after(state, { type: 'media.reorder', mediaIds: ['m3', 'm1'] });
    expect(ordered.media.items.map(({ mediaId }) => mediaId)).toEqual(['m3', 'm2', 'm1']);
    expect(refusalOf(state, { type: 'media.reorder', mediaIds: ['m1', 'gone'] })).toBe('conflict');
    const removed = after(ordered, { type: 'media.remove', mediaId: 'm2' });
    expect(removed.media.items.map(({ name }) => name)).toEqual(['Clip m3', 'Clip m1']);
  });
});

describe('playing', () => {
  const state = after(newShow(), cue('m1'), cue('m2'), cue('silent', { hasSound: false }));

  it('[ME3] one at a time, each start later than the one before', () => {
    const first = after(state, play('m1'));
    expect(first.media.playing).toEqual({ mediaId: 'm1', startedAtMs: NOW_MS, stoppedAtMs: null });
    expect(after(first, play('m2')).media.playing).toMatchObject({ mediaId: 'm2', startedAtMs: NOW_MS + 1 });
  });

  it('the bed lies beside the clip and needs sound', () => {
    const both = after(state, play('m1'), { type: 'media.playBed', mediaId: 'm2' });
    expect([both.media.playing?.mediaId, both.media.bed?.mediaId]).toEqual(['m1', 'm2']);
    expect(after(both, { type: 'media.stopBed' }).media).toMatchObject({
      playing: { stoppedAtMs: null },
      bed: { stoppedAtMs: NOW_MS },
    });
    expect(refusalOf(state, { type: 'media.playBed', mediaId: 'silent' })).toBe('conflict');
  });

  it('[ME8] what plays is not removed, what was stopped is', () => {
    const playing = after(state, play('m1'));
    expect(refusalOf(playing, { type: 'media.remove', mediaId: 'm1' })).toBe('conflict');
    const removed = after(playing, { type: 'media.stop' }, { type: 'media.remove', mediaId: 'm1' });
    expect(removed.media.playing).toBeNull();
  });

  it('[ME8] a loop that is turned off plays its round to the end', () => {
    const loop = after(newShow(), cue('m1', { loop: true }), play('m1'));
    const turnedOff = at(loop, { ...SETTINGS, type: 'media.update', loop: false }, NOW_MS + 7_000);
    expect(turnedOff.media.playing?.startedAtMs).toBe(NOW_MS + 6_000);
  });
});

describe('the end', () => {
  it('[ME4] happens once, to the very playback that is named', () => {
    const playing = after(newShow(), cue('m1', { then: { kind: 'next-scene' } }), play('m1'));
    const ended = after(playing, finish(playing));
    expect(ended.programSceneId).toBe('b');
    expect(ended.media.playing?.stoppedAtMs).toBe(NOW_MS);
    expect(eventsOf(ended, finish(playing))).toEqual([]);
    const { type: _finish, ...playback } = finish(playing) as Extract<
      SystemCommand,
      { type: 'media.finish' }
    >;
    expect(eventsOf(ended, { type: 'media.break', ...playback })).toEqual([]);
    const again = after(ended, play('m1'));
    expect(eventsOf(again, finish(playing))).toEqual([]);
  });

  it.each([
    ['the next scene, in studio mode too, and the former is the preview', { kind: 'next-scene' }, 'b'],
    ['the scene it names', { kind: 'scene', sceneId: 'b' }, 'b'],
    ['nothing', { kind: 'stop' }, 'a'],
  ] as const)('[ME4] is followed by %s', (_what, then, programSceneId) => {
    const playing = after(
      newShow(),
      { type: 'show.setSwitchMode', mode: 'studio' },
      cue('m1', { then }),
      play('m1'),
    );
    const ended = after(playing, finish(playing));
    expect(ended.programSceneId).toBe(programSceneId);
    expect(ended.switching.previewSceneId).toBe(programSceneId === 'b' ? 'a' : 'b');
    expect(ended.programChange).toBeNull();
  });

  it.each([
    ['after the last scene', { kind: 'next-scene' }, 'b'],
    ['of a scene that is gone', { kind: 'scene', sceneId: 'c' }, 'a'],
  ] as const)('[ME2] %s the clip simply ends', (_what, then, programSceneId) => {
    const before = after(
      newShow(),
      { type: 'scene.add', sceneId: 'c', name: 'C', layout: 'solo' },
      cue('m1', { then }),
      { type: 'scene.remove', sceneId: 'c' },
      { type: 'scene.activate', sceneId: programSceneId },
      play('m1'),
    );
    const ended = after(before, finish(before));
    expect(ended.programSceneId).toBe(programSceneId);
    expect(ended.media.playing?.stoppedAtMs).toBe(NOW_MS);
  });
});

describe('scenes with a clip', () => {
  const state = after(newShow(), cue('m1'), cue('m2', { then: { kind: 'scene', sceneId: 'a' } }), {
    type: 'scene.setMedia',
    sceneId: 'b',
    mediaId: 'm2',
  });
  const activate = (sceneId: string): ShowCommand => ({ type: 'scene.activate', sceneId });

  it('[ME7] start it, and end it when they leave', () => {
    const on = after(state, activate('b'));
    expect(on.media.playing).toEqual({ mediaId: 'm2', startedAtMs: NOW_MS, stoppedAtMs: null });
    expect(after(on, activate('a')).media.playing?.stoppedAtMs).toBe(NOW_MS);
  });

  it('[ME7] that both have goes on', () => {
    const both = after(state, { type: 'scene.setMedia', sceneId: 'a', mediaId: 'm2' }, activate('b'));
    expect(after(both, activate('a')).media).toEqual(both.media);
  });

  it('[ME7] leave alone what somebody played', () => {
    const on = after(state, activate('b'), play('m1'), activate('a'));
    expect(on.media.playing).toMatchObject({ mediaId: 'm1', stoppedAtMs: null });
  });

  it('[ME4 ME7] a clip that ends in a scene with a clip starts that one', () => {
    const chain = after(
      state,
      { ...SETTINGS, type: 'media.update', then: { kind: 'scene', sceneId: 'b' } },
      play('m1'),
    );
    const ended = after(chain, finish(chain));
    expect([ended.programSceneId, ended.media.playing]).toEqual([
      'b',
      { mediaId: 'm2', startedAtMs: NOW_MS + 1, stoppedAtMs: null },
    ]);
  });

  it('[ME7] an id of a clip that is gone means nothing', () => {
    const gone = after(state, { type: 'media.remove', mediaId: 'm2' }, activate('b'));
    expect(gone.media.playing).toBeNull();
    expect(refusalOf(state, { type: 'scene.setMedia', sceneId: 'a', mediaId: 'none' })).toBe('not-found');
  });

  it('[SC8] clips of another show are left out of an import', () => {
    const document = { ...newSceneDocument('grid'), mediaId: 'foreign' };
    const imported = after(newShow(), {
      type: 'scene.import',
      scenes: [{ sceneId: 'x', name: 'X', document }],
      logos: [],
    });
    expect(imported.scenes[2]?.document.mediaId).toBeNull();
  });
});
