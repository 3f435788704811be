import { describe, expect, it } from 'vitest';
import { LIMITS } from '../contract/limits';
import type { ShowCommand } from '../contract/show-commands';
import { newSceneDocument } from '../scene/new-scene-document';
import { after, eventsOf, newShow, refusalOf } from './testing/show-fixtures';

const add = (sceneId: string): ShowCommand => ({
  type: 'scene.add',
  sceneId,
  name: sceneId,
  layout: 'split',
});
const sceneIds = (state: ReturnType<typeof newShow>) => state.scenes.map(({ sceneId }) => sceneId);

describe('scenes', () => {
  it('[SC1] the last scene cannot be removed', () => {
    const one = after(newShow(), { type: 'scene.remove', sceneId: 'b' });
    expect(refusalOf(one, { type: 'scene.remove', sceneId: 'a' })).toBe('conflict');
  });

  it('[SC2] removing the program scene puts the next one on program first', () => {
    expect(eventsOf(newShow(), { type: 'scene.remove', sceneId: 'a' })).toEqual([
      { type: 'program.activated', sceneId: 'b', change: null },
      { type: 'scene.removed', sceneId: 'a' },
    ]);
  });

  it('[SC2] removing the program scene at the end puts the one before on program', () => {
    const state = after(newShow(), { type: 'scene.activate', sceneId: 'b' });
    expect(eventsOf(state, { type: 'scene.remove', sceneId: 'b' })[0]).toEqual({
      type: 'program.activated',
      sceneId: 'a',
      change: null,
    });
  });

  it('[SC3] only a scene of the show goes on program', () => {
    expect(refusalOf(newShow(), { type: 'scene.activate', sceneId: 'nope' })).toBe('not-found');
    expect(after(newShow(), { type: 'scene.activate', sceneId: 'b' }).programSceneId).toBe('b');
  });

  it('[SC4] a scene id is used once, and the number of scenes is bounded', () => {
    expect(refusalOf(newShow(), add('a'))).toBe('conflict');
    const ids = Array.from({ length: LIMITS.scenesMax - 2 }, (_, index) => `s${index}`);
    const full = after(newShow(), ...ids.map(add));
    expect(refusalOf(full, add('one-more'))).toBe('limit-reached');
    expect(refusalOf(full, { type: 'scene.duplicate', sceneId: 'a', newSceneId: 'n' })).toBe('limit-reached');
  });

  it('[SC5] a duplicate stands right after its original, same document, bounded name', () => {
    const longName = 'x'.repeat(LIMITS.nameChars);
    const state = after(
      newShow(),
      { type: 'scene.rename', sceneId: 'a', name: longName },
      { type: 'scene.setCard', sceneId: 'a', card: 'Soon', showsFeeds: false },
      { type: 'scene.duplicate', sceneId: 'a', newSceneId: 'c' },
    );
    expect(sceneIds(state)).toEqual(['a', 'c', 'b']);
    expect(state.scenes[1]?.document).toEqual({
      ...newSceneDocument('grid'),
      card: 'Soon',
      showsFeeds: false,
    });
    expect(state.scenes[1]?.name).toHaveLength(LIMITS.nameChars);
  });

  it('[SC6] a reorder permutes the listed scenes and leaves the others in place', () => {
    const state = after(newShow(), add('c'), add('d'));
    expect(sceneIds(after(state, { type: 'scene.reorder', sceneIds: ['d', 'a'] }))).toEqual([
      'd',
      'b',
      'c',
      'a',
    ]);
    expect(refusalOf(state, { type: 'scene.reorder', sceneIds: ['gone', 'a'] })).toBe('conflict');
    expect(refusalOf(state, { type: 'scene.reorder', sceneIds: ['a', 'a'] })).toBe('invalid-input');
  });

  const imported = (...ids: string[]): Extract<ShowCommand, { type: 'scene.import' }> => ({
    type: 'scene.import',
    scenes: ids.map((sceneId) => ({ sceneId, name: sceneId, document: newSceneDocument('solo') })),
    logos: [],
  });

  it('[SC7] an import adds all scenes behind those that are there, or none', () => {
    expect(sceneIds(after(newShow(), imported('y', 'x')))).toEqual(['a', 'b', 'y', 'x']);
    expect(refusalOf(newShow(), imported('y', 'a'))).toBe('conflict');
    expect(refusalOf(newShow(), imported('y', 'y'))).toBe('conflict');
    const ids = Array.from({ length: LIMITS.scenesMax - 1 }, (_, index) => `s${index}`);
    expect(refusalOf(newShow(), imported(...ids))).toBe('limit-reached');
  });

  it('[SC7] a logo that scenes of an import share comes once', () => {
    const logo = { kind: 'text', text: 'FRIDAY' } as const;
    const state = after(newShow(), { ...imported('x', 'y', 'z'), logos: [{ logo, sceneIds: ['x', 'z'] }] });
    expect(state.scenes.slice(2).map(({ document }) => document.logo)).toEqual([
      logo,
      { kind: 'none' },
      logo,
    ]);
  });

  it('[SC8] a slot for a seat of another show takes anybody, and its graphics are left out', () => {
    const show = after(newShow(), {
      type: 'seat.join',
      seatId: 's1',
      name: 'Ada',
      role: 'guest',
      userId: null,
    });
    const slots = ['s1', 'elsewhere'].map((seatId) => ({
      binding: { kind: 'seat', seatId } as const,
      rect: null,
    }));
    const document = { ...newSceneDocument('split'), slots, graphicIds: ['elsewhere'] };
    const state = after(show, { ...imported(), scenes: [{ sceneId: 'x', name: 'X', document }] });
    expect(state.scenes[2]?.document.graphicIds).toEqual([]);
    expect(state.scenes[2]?.document.slots.map(({ binding }) => binding)).toEqual([
      { kind: 'seat', seatId: 's1' },
      { kind: 'any' },
    ]);
  });

  it('a scene can start as a title card', () => {
    const state = after(newShow(), { ...add('c'), card: 'Soon' } as ShowCommand);
    expect(state.scenes[2]?.document).toMatchObject({ card: 'Soon', showsFeeds: false });
  });

  const setters: [ShowCommand, object][] = [
    [{ type: 'scene.setLayout', sceneId: 'a', layout: 'presentation' }, { layout: 'presentation' }],
    [
      { type: 'scene.setBackground', sceneId: 'a', background: { kind: 'color', color: '#ffffff' } },
      { background: { kind: 'color', color: '#ffffff' } },
    ],
    [
      { type: 'scene.setLogo', sceneId: 'a', logo: { kind: 'text', text: 'LOGO' } },
      { logo: { kind: 'text', text: 'LOGO' } },
    ],
    [
      {
        type: 'scene.setSlots',
        sceneId: 'a',
        slots: [{ binding: { kind: 'role', role: 'host' }, rect: null }],
      },
      { slots: [{ binding: { kind: 'role', role: 'host' }, rect: null }] },
    ],
    [{ type: 'scene.setNameTags', sceneId: 'a', nameTags: false }, { nameTags: false }],
    [{ type: 'scene.setScreenLeads', sceneId: 'a', screenLeads: false }, { screenLeads: false }],
    [
      { type: 'scene.setCard', sceneId: 'a', card: 'Soon', showsFeeds: false },
      { card: 'Soon', showsFeeds: false },
    ],
  ];
  for (const [command, patch] of setters) {
    it(`[SH2 SH3] ${command.type} changes that scene alone, and nothing the second time`, () => {
      const state = after(newShow(), command);
      expect(state.scenes[0]?.document).toEqual({ ...newSceneDocument('grid'), ...patch });
      expect(eventsOf(state, command)).toEqual([]);
    });
    it(`[SH4] ${command.type} of an unknown scene is not-found`, () => {
      expect(refusalOf(newShow(), { ...command, sceneId: 'nope' } as ShowCommand)).toBe('not-found');
    });
  }
});
