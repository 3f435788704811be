import { describe, expect, it } from 'vitest';
import type { ShowCommand } from '../contract/show-commands';
import { newSceneDocument } from '../scene/new-scene-document';
import { programScene } from '../scene/program-scene';
import type { ShowState } from '../contract/show-state';
import { reduceShow } from './reduce-show';
import { after, eventsOf, facts, guest, newShow, NOW_MS, PRODUCER, refusalOf } from './testing/show-fixtures';

const FADE = { kind: 'fade', durationMs: 400 } as const;
const add = (sceneId: string): ShowCommand => ({
  type: 'scene.add',
  sceneId,
  name: sceneId,
  layout: 'split',
});
const activate = (sceneId: string): ShowCommand => ({ type: 'scene.activate', sceneId });
const preview = (sceneId: string): ShowCommand => ({ type: 'scene.preview', sceneId });
const take = (sceneId: string): ShowCommand => ({ type: 'show.take', sceneId });
const remove = (sceneId: string): ShowCommand => ({ type: 'scene.remove', sceneId });
const mode = (to: 'direct' | 'studio'): ShowCommand => ({ type: 'show.setSwitchMode', mode: to });
const fade: ShowCommand = { type: 'show.setTransition', transition: FADE };

/** Scenes a, b, c, d; a on program, b in preview. */
const studio = () => after(newShow(), add('c'), add('d'), mode('studio'), fade);
const places = (state: ReturnType<typeof newShow>) => [state.programSceneId, state.switching.previewSceneId];

describe('switching', () => {
  it('[SW1] a new show is in direct mode, without a preview', () => {
    expect(newShow().switching).toMatchObject({ mode: 'direct', previewSceneId: null });
    expect(after(studio(), mode('direct')).switching).toMatchObject({ mode: 'direct', previewSceneId: null });
  });

  it('[SW2] studio mode begins with the scene after the program scene, or the one before, or itself', () => {
    expect(places(studio())).toEqual(['a', 'b']);
    expect(places(after(newShow(), activate('b'), mode('studio')))).toEqual(['b', 'a']);
    expect(places(after(newShow(), remove('b'), mode('studio')))).toEqual(['a', 'a']);
  });

  it('[SW3] there is nothing to preview or take in direct mode', () => {
    expect(refusalOf(newShow(), preview('b'))).toBe('wrong-phase');
    expect(refusalOf(newShow(), take('b'))).toBe('wrong-phase');
  });

  it('[SW4 SW6] a take puts the preview on program by the transition, and the two change places', () => {
    const before = after(studio(), preview('c'));
    expect(eventsOf(before, take('c'))).toEqual([
      {
        type: 'program.activated',
        sceneId: 'c',
        change: { fromSceneId: 'a', transition: FADE, startedAtMs: NOW_MS },
      },
      { type: 'preview.set', sceneId: 'a' },
    ]);
    expect(places(after(before, take('c')))).toEqual(['c', 'a']);
    expect(after(before, take('c')).programChange?.fromDocument).toEqual(newSceneDocument('grid'));
  });

  it('[SW9] a change that overtakes another keeps it, one deep; one that is over is let go', () => {
    const at = (state: ShowState, command: ShowCommand, nowMs: number) => {
      const result = reduceShow(state, command, facts(PRODUCER, nowMs));
      if (!result.ok) throw new Error(result.error.message);
      return result.state;
    };
    const direct = after(newShow(), add('c'), add('d'), fade);
    const first = at(direct, activate('b'), NOW_MS);
    const second = at(first, activate('c'), NOW_MS + FADE.durationMs - 1);
    expect(second.programChange).toMatchObject({
      fromSceneId: 'b',
      overtaken: { fromSceneId: 'a', startedAtMs: NOW_MS },
    });
    const third = at(second, activate('d'), NOW_MS + FADE.durationMs);
    expect(third.programChange?.overtaken).toMatchObject({ fromSceneId: 'b' });
    expect(third.programChange?.overtaken).not.toHaveProperty('overtaken');
    expect(at(first, activate('c'), NOW_MS + FADE.durationMs).programChange?.overtaken).toBeNull();
  });

  it('[SW10] what moves within the program scene says when, and nothing else does', () => {
    const staged = after(
      newShow(),
      add('c'),
      guest('s1'),
      { type: 'seat.admit', seatId: 's1' },
      { type: 'scene.activate', sceneId: 'b' },
    );
    expect(staged.programMovedAtMs).toBeNull();
    const moved = { type: 'program.moved', atMs: NOW_MS };
    expect(eventsOf(staged, { type: 'seat.toStage', seatId: 's1' })).toContainEqual(moved);
    const layout = (sceneId: string) => ({ type: 'scene.setLayout', sceneId, layout: 'cinema' }) as const;
    expect(eventsOf(staged, layout('b'))).toContainEqual(moved);
    expect(eventsOf(staged, layout('c'))).not.toContainEqual(moved);
    const shares = { camera: true, microphone: true, screen: true };
    const onStage = after(staged, { type: 'seat.toStage', seatId: 's1' });
    const share = { type: 'seat.setMedia', seatId: 's1', media: shares } as const;
    expect(eventsOf(onStage, share)).toContainEqual(moved);
    const alone = { type: 'scene.setScreenLeads', sceneId: 'b', screenLeads: false } as const;
    expect(eventsOf(after(onStage, share), alone)).toContainEqual(moved);
    expect(eventsOf(staged, { type: 'scene.activate', sceneId: 'c' })).not.toContainEqual(moved);
    expect(eventsOf(staged, { type: 'seat.rename', seatId: 's1', name: 'Robin' })).not.toContainEqual(moved);
  });

  it('[SW4] the second of two takes at the same moment does not take the scene off again', () => {
    const taken = after(studio(), take('b'));
    expect(eventsOf(taken, take('b'))).toEqual([]);
    expect(places(after(taken, take('b')))).toEqual(['b', 'a']);
  });

  it('[SW4] a take of what is not in preview any more is a conflict', () => {
    expect(refusalOf(after(studio(), preview('d')), take('b'))).toBe('conflict');
  });

  it('[SW5] in direct mode a scene comes by the transition, or by a cut', () => {
    const show = after(newShow(), fade);
    expect(after(show, activate('b')).programChange).toMatchObject({ fromSceneId: 'a', transition: FADE });
    expect(after(show, { type: 'scene.activate', sceneId: 'b', cut: true }).programChange).toBeNull();
  });

  it('[SW5] in studio mode a scene that is chosen for the program cuts; the preview never equals it', () => {
    const other = after(studio(), activate('d'));
    expect([...places(other), other.programChange]).toEqual(['d', 'b', null]);
    expect(places(after(studio(), activate('b')))).toEqual(['b', 'a']);
  });

  it('[SW6] a cut, or a transition of no length, leaves nothing to draw', () => {
    const faded = after(newShow(), fade, activate('b'));
    const cut: ShowCommand = { type: 'show.setTransition', transition: { kind: 'cut', durationMs: 400 } };
    const none: ShowCommand = { type: 'show.setTransition', transition: { kind: 'wipe', durationMs: 0 } };
    for (const choice of [cut, none])
      expect(after(faded, choice, activate('a')).programChange, JSON.stringify(choice)).toBeNull();
  });

  it.each([
    ['the preview', ['a', 'b'], 'b', ['a', 'c']],
    ['the preview at the end', ['a', 'd'], 'd', ['a', 'c']],
    ['the preview beside the program', ['b', 'a'], 'a', ['b', 'c']],
    ['the program beside the preview', ['a', 'b'], 'a', ['b', 'c']],
    ['the program elsewhere', ['a', 'd'], 'a', ['b', 'd']],
    ['another scene', ['a', 'b'], 'd', ['a', 'b']],
    ['a scene that is both', ['a', 'a'], 'a', ['b', 'c']],
  ] as const)('[SW1 SW7] removing %s', (_what, [program, shown], removed, expected) => {
    const state = after(studio(), activate(program), preview(shown), remove(removed));
    expect(places(state)).toEqual(expected);
  });

  it('[SW8] edits of the preview, and of the scene that is leaving, change nothing of the program', () => {
    const edits = (sceneId: string): ShowCommand[] => [
      { type: 'scene.setLayout', sceneId, layout: 'presentation' },
      { type: 'scene.setCard', sceneId, card: 'Other', showsFeeds: false },
      { type: 'scene.setNameTags', sceneId, nameTags: false },
      { type: 'scene.setScreenLeads', sceneId, screenLeads: false },
      { type: 'scene.setSlots', sceneId, slots: [{ binding: { kind: 'any' }, rect: null }] },
      { type: 'scene.setBackground', sceneId, background: { kind: 'color', color: '#000000' } },
    ];
    const before = studio();
    expect(programScene(after(before, ...edits('b')), 1)).toEqual(programScene(before, 1));
    const leaving = after(before, take('b'));
    expect(programScene(after(leaving, ...edits('a')), 1)).toEqual(programScene(leaving, 1));
    expect(programScene(after(leaving, remove('a')), 1)).toEqual(programScene(leaving, 1));
  });

  it('[SH3] asking for what already is produces no event', () => {
    for (const command of [preview('b'), mode('studio'), fade, activate('a')])
      expect(eventsOf(studio(), command), command.type).toEqual([]);
  });

  it('[SH4] scenes that are not there are not-found', () => {
    for (const command of [preview('x'), take('x'), activate('x')])
      expect(refusalOf(studio(), command), command.type).toBe('not-found');
  });
});
