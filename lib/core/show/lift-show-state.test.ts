import { describe, expect, it } from 'vitest';
import type { SceneDocument } from '../contract/scene-document';
import type { Seat, ShowState } from '../contract/show-state';
import { newSceneDocument } from '../scene/new-scene-document';
import { liftShowEvent, liftShowState } from './lift-show-state';
import { UNTREATED_SOUND } from '../contract/seat-sound';
import { after, guest, newShow } from './testing/show-fixtures';

const firstVersion = {
  ...newSceneDocument('grid'),
  version: 1,
  slots: undefined,
} as unknown as SceneDocument;
const laterVersion = { ...newSceneDocument('grid'), version: 99 } as unknown as SceneDocument;
const withScene = (document: SceneDocument): ShowState => ({
  ...newShow(),
  scenes: [{ sceneId: 'a', name: 'Talk', document }],
});

describe('liftShowState', () => {
  it('leaves a state of this release as it is', () => {
    expect(liftShowState(newShow())).toEqual({ ok: true, value: newShow() });
  });

  it('gives parts that did not exist their first value and migrates scenes', () => {
    const { masterGainDb: _unknownThen, ...old } = withScene(firstVersion);
    const lifted = liftShowState(old as ShowState);
    expect(lifted).toEqual({ ok: true, value: withScene(newSceneDocument('grid')) });
  });

  it('[SO3] seats from before sound was treated are untreated, the others keep their treatment', () => {
    const treated = { ...UNTREATED_SOUND, delayMs: 120 };
    const show = after(newShow(), guest('s1'), guest('s2'), {
      type: 'seat.setSound',
      seatId: 's2',
      sound: treated,
    });
    const { sound: _unknownThen, ...old } = show.seats[0]!;
    const stored = { ...show, seats: [old, show.seats[1]] } as unknown as ShowState;
    expect(liftShowState(stored)).toEqual({ ok: true, value: show });
    expect(liftShowEvent({ type: 'seat.put', seat: old as Seat })).toEqual({
      ok: true,
      value: { type: 'seat.put', seat: show.seats[0] },
    });
  });

  it.each([
    [laterVersion, 'later version'],
    [{ ...newSceneDocument('grid'), layout: 'circle' } as unknown as SceneDocument, 'damaged'],
  ])('names the scene that it cannot read', (document, reason) => {
    const lifted = liftShowState(withScene(document));
    expect(lifted.ok ? '' : lifted.error.message).toMatch(new RegExp(`"Talk".*${reason}`));
  });
});

describe('a transition of an earlier release', () => {
  const transition = { kind: 'fade', durationMs: 400 } as const;
  const change = (fromDocument: SceneDocument) => ({
    fromSceneId: 'b',
    fromDocument,
    transition,
    startedAtMs: 1,
    overtaken: null,
  });

  it('keeps its scene, migrated, or is forgotten', () => {
    const lifted = (document: SceneDocument) =>
      liftShowState({ ...newShow(), programChange: change(document) });
    expect(lifted(firstVersion)).toMatchObject({
      value: { programChange: change(newSceneDocument('grid')) },
    });
    expect(lifted(laterVersion)).toMatchObject({ ok: true, value: { programChange: null } });
  });

  it('before there were transitions, scenes came on by a cut', () => {
    const old = { type: 'program.activated', sceneId: 'a' } as Parameters<typeof liftShowEvent>[0];
    expect(liftShowEvent(old)).toEqual({ ok: true, value: { ...old, change: null } });
  });
});

describe('liftShowEvent', () => {
  it('migrates the scene it carries and passes others through', () => {
    const scene = { sceneId: 'a', name: 'Talk', document: firstVersion };
    expect(liftShowEvent({ type: 'scene.put', scene, index: 0 })).toEqual({
      ok: true,
      value: { type: 'scene.put', scene: { ...scene, document: newSceneDocument('grid') }, index: 0 },
    });
    expect(liftShowEvent({ type: 'title.changed', title: 'T' }).ok).toBe(true);
    expect(
      liftShowEvent({ type: 'scene.put', scene: { ...scene, document: laterVersion }, index: 0 }).ok,
    ).toBe(false);
  });
});
