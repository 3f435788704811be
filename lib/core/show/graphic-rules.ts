import { refuse } from '../contract/error-codes';
import type { Graphic, GraphicSpec } from '../contract/graphic';
import { LIMITS } from '../contract/limits';
import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { fitGraphicSpec } from '../graphic/fit-graphic-spec';
import { goesAtMs, isOn, isPastItsTime } from '../graphic/countdown-end';
import { hideAtMs, isShown, placeOf, showAtMs } from '../graphic/is-shown';
import type { Rules, Verdict } from './rule';
import { copyName, findScene, happened, NOTHING, permuteListed } from './rule';

type GraphicCommand =
  | 'graphic.add'
  | 'graphic.update'
  | 'graphic.remove'
  | 'graphic.duplicate'
  | 'graphic.reorder'
  | 'graphic.show'
  | 'graphic.hide'
  | 'graphic.hideAll'
  | 'scene.setGraphics'
  | 'show.setBrand';

export const GRAPHIC_RULES: Rules<GraphicCommand> = {
  'graphic.add': (state, { graphicId, name, spec }) =>
    putNewGraphic(state, newGraphic(graphicId, name, spec), state.graphics.length),

  'graphic.update': (state, { graphicId, name, spec }, { nowMs }) => {
    const found = findGraphic(state, graphicId);
    if (!found.ok) return found;
    const graphic = found.value;
    const fitted = fitGraphicSpec(spec).spec;
    if (graphic.name === name && sameValue(graphic.spec, fitted)) return NOTHING;
    const others = state.graphics.filter((other) => other !== graphic);
    const inTheWay = isOn(graphic, nowMs) ? shownAt(others, placeOf(fitted)) : [];
    return (
      checkImages([...others.map((other) => other.spec), fitted]) ??
      happened(...inTheWay.map((other) => hideEvent(other, nowMs)), ...goneEvents(graphic, nowMs), {
        type: 'graphic.updated',
        ...{ graphicId, name, spec: fitted },
      })
    );
  },

  'graphic.remove': (state, { graphicId }, { nowMs }) => {
    const found = findGraphic(state, graphicId);
    if (!found.ok) return found;
    return isOn(found.value, nowMs)
      ? refuse('conflict', `${found.value.name} is on. Hide it first, then remove it.`)
      : happened({ type: 'graphic.removed', graphicId });
  },

  'graphic.duplicate': (state, { graphicId, newGraphicId }) => {
    const found = findGraphic(state, graphicId);
    if (!found.ok) return found;
    const { name, spec } = found.value;
    const copy = newGraphic(newGraphicId, copyName(name), spec);
    return putNewGraphic(state, copy, state.graphics.indexOf(found.value) + 1);
  },

  'graphic.reorder': (state, { graphicIds }) => {
    if (new Set(graphicIds).size !== graphicIds.length) {
      return refuse('invalid-input', 'A graphic is listed twice in the new order.');
    }
    const current = state.graphics.map((graphic) => graphic.graphicId);
    const order = permuteListed(current, graphicIds);
    if (!order)
      return refuse('conflict', 'Another producer removed one of these graphics. Order them again.');
    return sameValue(order, current) ? NOTHING : happened({ type: 'graphic.reordered', graphicIds: order });
  },

  'graphic.show': (state, { graphicId }, { nowMs }) => {
    const found = findGraphic(state, graphicId);
    if (!found.ok) return found;
    if (isOn(found.value, nowMs)) return NOTHING;
    if (isPastItsTime(found.value, nowMs))
      return refuse(
        'conflict',
        `${found.value.name} counts to a time that is over. Set a new one, then show it.`,
      );
    return happened(...showEvents(state.graphics, found.value, nowMs));
  },

  'graphic.hide': (state, { graphicId }, { nowMs }) => {
    const found = findGraphic(state, graphicId);
    if (!found.ok) return found;
    return isShown(found.value) ? happened(hideEvent(found.value, nowMs)) : NOTHING;
  },

  'graphic.hideAll': (state, _command, { nowMs }) =>
    happened(...state.graphics.filter(isShown).map((graphic) => hideEvent(graphic, nowMs))),

  'scene.setGraphics': (state, { sceneId, graphicIds }) => {
    const scene = findScene(state, sceneId);
    if (!scene.ok) return scene;
    const known = new Set(state.graphics.map((graphic) => graphic.graphicId));
    if (graphicIds.some((graphicId) => !known.has(graphicId))) return GONE;
    const listed = [...new Set(graphicIds)];
    return sameValue(scene.value.document.graphicIds, listed)
      ? NOTHING
      : happened({ type: 'scene.graphicsSet', sceneId, graphicIds: listed });
  },

  'show.setBrand': (state, { brand }) =>
    sameValue(state.brand, brand) ? NOTHING : happened({ type: 'brand.set', brand }),
};

/** Takes off what stands where it goes, then shows it. */
export function showEvents(graphics: readonly Graphic[], graphic: Graphic, nowMs: number): ShowEvent[] {
  const others = graphics.filter((other) => other !== graphic);
  return [
    ...shownAt(others, placeOf(graphic.spec)).map((other) => hideEvent(other, nowMs)),
    { type: 'graphic.shown', graphicId: graphic.graphicId, atMs: showAtMs(graphic, nowMs) },
  ];
}

function shownAt(graphics: readonly Graphic[], place: string): Graphic[] {
  return graphics.filter((graphic) => isShown(graphic) && placeOf(graphic.spec) === place);
}

export function hideEvent(graphic: Graphic, nowMs: number): ShowEvent {
  return { type: 'graphic.hidden', graphicId: graphic.graphicId, atMs: hideAtMs(graphic, nowMs) };
}

/** GR10: what went by itself stays off whatever becomes of its time. It went then, not now. */
function goneEvents(graphic: Graphic, nowMs: number): ShowEvent[] {
  const goneAtMs = goesAtMs(graphic);
  return isShown(graphic) && goneAtMs !== null && !isOn(graphic, nowMs) ? [hideEvent(graphic, goneAtMs)] : [];
}

const GONE = refuse('not-found', 'This graphic is gone. Another producer may have removed it.');

function findGraphic(state: ShowState, graphicId: string) {
  const graphic = state.graphics.find((candidate) => candidate.graphicId === graphicId);
  return graphic ? ({ ok: true, value: graphic } as const) : GONE;
}

function newGraphic(graphicId: string, name: string, spec: GraphicSpec): Graphic {
  return { graphicId, name, spec: fitGraphicSpec(spec).spec, shownAtMs: null, hiddenAtMs: null };
}

function putNewGraphic(state: ShowState, graphic: Graphic, index: number): Verdict {
  if (state.graphics.some(({ graphicId }) => graphicId === graphic.graphicId)) {
    return refuse('conflict', 'This graphic exists already.');
  }
  if (state.graphics.length >= LIMITS.graphicsMax) {
    return refuse('limit-reached', `A show has at most ${LIMITS.graphicsMax} graphics. Remove one first.`);
  }
  return (
    checkImages([...state.graphics, graphic].map(({ spec }) => spec)) ??
    happened({ type: 'graphic.put', graphic, index })
  );
}

/** Everyone who opens the studio gets all images at once: together they are bounded, not only each. */
function checkImages(specs: readonly GraphicSpec[]): Verdict | null {
  const bytes = specs.reduce((sum, spec) => sum + imageBytes(spec), 0);
  return bytes > LIMITS.graphicImageBytesMax
    ? refuse(
        'limit-reached',
        `The images of this show would take more than ${LIMITS.graphicImageBytesMax / 1024 / 1024} MB. Remove one or use smaller files.`,
      )
    : null;
}

function imageBytes(spec: GraphicSpec): number {
  const logo = spec.kind === 'logo-bug' && spec.logo.kind === 'image' ? spec.logo : null;
  const dataUrl = spec.kind === 'image' ? spec.dataUrl : (logo?.dataUrl ?? '');
  // Files of the library stay there (GR11).
  return dataUrl.startsWith('data:') ? dataUrl.length : 0;
}

/** By value, whatever the order of keys: the database does not keep it. */
function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && sameValue(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
