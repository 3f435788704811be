import { describe, expect, it } from 'vitest';
import { assetUrl } from '../contract/asset';
import { DEFAULT_BRAND } from '../contract/brand';
import type { GraphicSpec } from '../contract/graphic';
import { LIMITS } from '../contract/limits';
import type { ShowCommand } from '../contract/show-commands';
import type { ShowState } from '../contract/show-state';
import { GRAPHIC_CHARS } from '../graphic/fit-graphic-spec';
import { isShown } from '../graphic/is-shown';
import { createShowState } from './create-show-state';
import { reduceShow } from './reduce-show';
import { after, eventsOf, facts, newShow, NOW_MS, PRODUCER, refusalOf } from './testing/show-fixtures';

const banner = (text: string, edge: 'top' | 'bottom' = 'bottom'): GraphicSpec => ({
  kind: 'banner',
  text,
  edge,
});
const ticker: GraphicSpec = { kind: 'ticker', label: '', items: ['One', 'Two'], speedPxPerSecond: 120 };
const add = (graphicId: string, spec: GraphicSpec = banner(graphicId)): ShowCommand => ({
  type: 'graphic.add',
  graphicId,
  name: graphicId,
  spec,
});
const show = (graphicId: string): ShowCommand => ({ type: 'graphic.show', graphicId });
const hide = (graphicId: string): ShowCommand => ({ type: 'graphic.hide', graphicId });
const ids = (state: ShowState) => state.graphics.map(({ graphicId }) => graphicId);
const onAir = (state: ShowState) => state.graphics.filter(isShown).map(({ graphicId }) => graphicId);
/** A bottom banner, a top banner and a ticker, all off. */
const withThree = () => after(newShow(), add('low'), add('high', banner('Up', 'top')), add('news', ticker));

describe('graphics', () => {
  it('[GR1] an id is used once, and the number of graphics is bounded', () => {
    expect(refusalOf(after(newShow(), add('a')), add('a'))).toBe('conflict');
    const names = Array.from({ length: LIMITS.graphicsMax }, (_, index) => `g${index}`);
    const full = after(newShow(), ...names.map((name) => add(name)));
    expect(refusalOf(full, add('one-more'))).toBe('limit-reached');
    expect(refusalOf(full, { type: 'graphic.duplicate', graphicId: 'g1', newGraphicId: 'n' })).toBe(
      'limit-reached',
    );
  });

  it('[GR1] images are bounded together, not only each', () => {
    const image = (letter: string): GraphicSpec => ({
      kind: 'image',
      place: 'full',
      dataUrl: `data:image/png;base64,${letter.repeat(LIMITS.imageDataUrlBytes - 22)}`,
    });
    const fitting = Math.floor(LIMITS.graphicImageBytesMax / LIMITS.imageDataUrlBytes);
    const many = Array.from({ length: fitting }, (_, index) => add(`i${index}`, image('A')));
    const state = after(newShow(), ...many, add('text'));
    expect(refusalOf(state, add('last', image('B')))).toBe('limit-reached');
    expect(
      refusalOf(state, { type: 'graphic.update', graphicId: 'text', name: 'text', spec: image('B') }),
    ).toBe('limit-reached');
    expect(refusalOf(state, { type: 'graphic.update', graphicId: 'i0', name: 'i0', spec: image('B') })).toBe(
      'accepted',
    );
  });

  it('[GR11] images of the library take nothing of that bound', () => {
    const embedded = (letter: string): GraphicSpec => ({
      ...{ kind: 'image', place: 'full' },
      dataUrl: `data:image/png;base64,${letter.repeat(LIMITS.imageDataUrlBytes - 22)}`,
    });
    const fitting = Math.floor(LIMITS.graphicImageBytesMax / LIMITS.imageDataUrlBytes);
    const full = Array.from({ length: fitting }, (_, index) => add(`i${index}`, embedded('A')));
    const fromLibrary: GraphicSpec = { kind: 'image', place: 'full', dataUrl: assetUrl('a1') };
    const state = after(newShow(), ...full, add('library', fromLibrary));
    expect(state.graphics.at(-1)?.spec).toEqual(fromLibrary);
  });

  it('[GR1] a duplicate stands right after its original and is off', () => {
    const state = after(withThree(), show('low'), {
      type: 'graphic.duplicate',
      graphicId: 'low',
      newGraphicId: 'low2',
    });
    expect(ids(state)).toEqual(['low', 'low2', 'high', 'news']);
    expect(state.graphics[1]).toEqual({
      graphicId: 'low2',
      name: 'low copy',
      spec: banner('low'),
      shownAtMs: null,
      hiddenAtMs: null,
    });
  });

  it('[GR2] what does not fit is cut when it is added and when it changes', () => {
    const long = 'x'.repeat(GRAPHIC_CHARS.banner + 1);
    const cut = banner(`${'x'.repeat(GRAPHIC_CHARS.banner - 1)}…`);
    expect(after(newShow(), add('a', banner(long))).graphics[0]?.spec).toEqual(cut);
    const changed = after(newShow(), add('a'), {
      type: 'graphic.update',
      graphicId: 'a',
      name: 'a',
      spec: banner(long),
    });
    expect(changed.graphics[0]?.spec).toEqual(cut);
  });

  it('[GR3] is on after show, off after hide, within the same millisecond too', () => {
    const state = withThree();
    expect(eventsOf(state, show('low'))).toEqual([{ type: 'graphic.shown', graphicId: 'low', atMs: NOW_MS }]);
    expect(onAir(after(state, show('low')))).toEqual(['low']);
    expect(onAir(after(state, show('low'), hide('low')))).toEqual([]);
    expect(onAir(after(state, show('low'), hide('low'), show('low')))).toEqual(['low']);
    expect(eventsOf(after(state, show('low')), show('low'))).toEqual([]);
    expect(eventsOf(state, hide('low'))).toEqual([]);
  });

  it('[GR4] showing one takes off what is in its place, and nothing else', () => {
    const state = after(withThree(), add('low2', banner('Other')), show('low'), show('high'), show('news'));
    expect(eventsOf(state, show('low2')).map(({ type }) => type)).toEqual([
      'graphic.hidden',
      'graphic.shown',
    ]);
    expect(onAir(after(state, show('low2')))).toEqual(['high', 'news', 'low2']);
  });

  it('[GR4] moving one that is on takes off what is where it goes', () => {
    const state = after(withThree(), show('low'), show('high'), {
      type: 'graphic.update',
      graphicId: 'low',
      name: 'low',
      spec: banner('low', 'top'),
    });
    expect(onAir(state)).toEqual(['low']);
  });

  it('[GR5] a change of one that is on keeps it on from the same moment', () => {
    const state = after(withThree(), show('low'), {
      type: 'graphic.update',
      graphicId: 'low',
      name: 'New name',
      spec: banner('New text'),
    });
    expect(state.graphics[0]).toEqual({
      graphicId: 'low',
      name: 'New name',
      spec: banner('New text'),
      shownAtMs: NOW_MS,
      hiddenAtMs: null,
    });
  });

  it('[GR6] one that is on is not removed; one that is removed leaves every scene', () => {
    const inScene = after(withThree(), {
      type: 'scene.setGraphics',
      sceneId: 'b',
      graphicIds: ['low', 'news'],
    });
    expect(refusalOf(after(inScene, show('low')), { type: 'graphic.remove', graphicId: 'low' })).toBe(
      'conflict',
    );
    const removed = after(inScene, { type: 'graphic.remove', graphicId: 'low' });
    expect(ids(removed)).toEqual(['high', 'news']);
    expect(removed.scenes[1]?.document.graphicIds).toEqual(['news']);
  });

  it('hides all that are on, each once', () => {
    const state = after(withThree(), show('low'), show('news'));
    expect(eventsOf(state, { type: 'graphic.hideAll' }).length).toBe(2);
    expect(onAir(after(state, { type: 'graphic.hideAll' }))).toEqual([]);
    expect(eventsOf(withThree(), { type: 'graphic.hideAll' })).toEqual([]);
  });

  it('[GR8] a reorder permutes the listed graphics and leaves the others in place', () => {
    const state = withThree();
    const reorder = (...graphicIds: string[]): ShowCommand => ({ type: 'graphic.reorder', graphicIds });
    expect(ids(after(state, reorder('news', 'low')))).toEqual(['news', 'high', 'low']);
    expect(refusalOf(state, reorder('gone', 'low'))).toBe('conflict');
    expect(refusalOf(state, reorder('low', 'low'))).toBe('invalid-input');
  });

  it.each<ShowCommand>([
    show('nope'),
    hide('nope'),
    { type: 'graphic.update', graphicId: 'nope', name: 'n', spec: ticker },
    { type: 'graphic.remove', graphicId: 'nope' },
    { type: 'graphic.duplicate', graphicId: 'nope', newGraphicId: 'n' },
    { type: 'scene.setGraphics', sceneId: 'a', graphicIds: ['nope'] },
    { type: 'scene.setGraphics', sceneId: 'nope', graphicIds: [] },
  ])('[GR8] $type of one that is gone is not-found', (command) => {
    expect(refusalOf(withThree(), command)).toBe('not-found');
  });
});

describe('graphics of scenes', () => {
  const bound = () =>
    after(
      withThree(),
      { type: 'scene.setGraphics', sceneId: 'a', graphicIds: ['low'] },
      { type: 'scene.setGraphics', sceneId: 'b', graphicIds: ['high', 'news'] },
    );
  const to = (sceneId: string): ShowCommand => ({ type: 'scene.activate', sceneId });

  it('[GR7] come with the scene and go with it', () => {
    expect(onAir(bound())).toEqual([]);
    const inB = after(bound(), show('low'), to('b'));
    expect(onAir(inB)).toEqual(['high', 'news']);
    expect(onAir(after(inB, to('a')))).toEqual(['low']);
  });

  it('[GR7] one that both scenes have stays on from the same moment', () => {
    const both = after(
      bound(),
      { type: 'scene.setGraphics', sceneId: 'a', graphicIds: ['news'] },
      show('news'),
    );
    const later = reduceShow(both, to('b'), facts(PRODUCER, NOW_MS + 5_000));
    expect(later.ok && later.state.graphics.find(({ graphicId }) => graphicId === 'news')?.shownAtMs).toBe(
      NOW_MS,
    );
  });

  it('[GR7] what was shown by hand stays over scenes that do not have it', () => {
    const state = after(bound(), { type: 'scene.setGraphics', sceneId: 'a', graphicIds: [] }, show('low'));
    expect(onAir(after(state, to('b'), to('a')))).toEqual(['low']);
  });

  it('[GR7] of two in one place, the one higher in the list stays', () => {
    const state = after(newShow(), add('first'), add('second'), {
      type: 'scene.setGraphics',
      sceneId: 'b',
      graphicIds: ['first', 'second'],
    });
    expect(onAir(after(state, to('b')))).toEqual(['first']);
  });

  it('[GR7] also when the program scene is removed', () => {
    expect(onAir(after(bound(), show('low'), { type: 'scene.remove', sceneId: 'a' }))).toEqual([
      'high',
      'news',
    ]);
  });
});

describe('brand', () => {
  const brand = { ...DEFAULT_BRAND, theme: 'bold' as const };

  it("[GR9] is the workspace's until the show has its own", () => {
    const state = createShowState({
      showId: 's',
      title: 'T',
      slug: 't',
      scenes: [newShow().scenes[0]!],
      brand,
    });
    expect(state.brand).toEqual(brand);
    const own = { ...brand, font: 'oswald' as const };
    expect(after(state, { type: 'show.setBrand', brand: own }).brand).toEqual(own);
    // As it comes back from the database, which orders keys its own way.
    const reordered = Object.fromEntries(Object.entries(brand).reverse()) as typeof brand;
    expect(eventsOf(state, { type: 'show.setBrand', brand: reordered })).toEqual([]);
  });
});
