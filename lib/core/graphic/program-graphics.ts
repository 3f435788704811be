import type { Look } from '../contract/brand';
import type { Graphic, ProgramGraphic } from '../contract/graphic';
import type { ShowState } from '../contract/show-state';
import { isShown, placeOf } from './is-shown';

type GraphicState = Pick<ShowState, 'graphics' | 'seats' | 'brand'>;

/** Longer than any theme takes to let a graphic go. */
const LEAVING_MS = 5_000;

/**
 * What the program draws over the pictures: what is on, and what went so lately that it may still be leaving. "Lately"
 * is measured at the newest change of any graphic, not at a clock: the same state gives the same answer everywhere.
 */
export function programGraphics(state: GraphicState): ProgramGraphic[] {
  const times = state.graphics.flatMap(({ shownAtMs, hiddenAtMs }) => [shownAtMs ?? 0, hiddenAtMs ?? 0]);
  const newestMs = Math.max(0, ...times);
  return state.graphics
    .filter(
      (graphic) =>
        graphic.shownAtMs !== null && (isShown(graphic) || newestMs - (graphic.hiddenAtMs ?? 0) < LEAVING_MS),
    )
    .map((graphic) => withSeatName(graphic, state));
}

/**
 * What a scene would show if it were on, at rest: for previews and thumbnails. Graphics shown by hand stay over scenes
 * (GR7), unless the scene's own stand in their place.
 */
export function restingGraphics(
  state: GraphicState & Pick<ShowState, 'scenes' | 'programSceneId'>,
  sceneId: string,
): ProgramGraphic[] {
  const own = graphicIdsOf(state, sceneId);
  const leaving = graphicIdsOf(state, state.programSceneId);
  const places = new Set(
    state.graphics.filter(({ graphicId }) => own.has(graphicId)).map(({ spec }) => placeOf(spec)),
  );
  return state.graphics
    .filter(
      (graphic) =>
        own.has(graphic.graphicId) ||
        (isShown(graphic) && !leaving.has(graphic.graphicId) && !places.has(placeOf(graphic.spec))),
    )
    .map((graphic) => restingGraphic(graphic, state));
}

/** One graphic as it looks when nothing moves. */
export function restingGraphic(
  graphic: Pick<Graphic, 'graphicId' | 'spec'>,
  state: Pick<ShowState, 'seats'>,
): ProgramGraphic {
  return withSeatName({ ...graphic, shownAtMs: null, hiddenAtMs: null }, state);
}

/** The brand as far as drawing needs it: without the logo, which graphics carry themselves. */
export function lookOf({ brand: { theme, font, colors } }: Pick<ShowState, 'brand'>): Look {
  return { theme, font, colors };
}

/** A lower third of a seat shows the name of the moment, so that a renamed guest is right everywhere. */
function withSeatName(
  { graphicId, spec, shownAtMs, hiddenAtMs }: Omit<Graphic, 'name'>,
  { seats }: Pick<ShowState, 'seats'>,
): ProgramGraphic {
  const times = { shownAtMs, hiddenAtMs };
  if (spec.kind !== 'lower-third' || spec.seatId === null || spec.title !== '')
    return { graphicId, spec, ...times };
  const title = seats.find(({ seatId }) => seatId === spec.seatId)?.name ?? '';
  return { graphicId, spec: { ...spec, title }, ...times };
}

function graphicIdsOf({ scenes }: Pick<ShowState, 'scenes'>, sceneId: string): ReadonlySet<string> {
  return new Set(scenes.find((scene) => scene.sceneId === sceneId)?.document.graphicIds);
}
