import type { GraphicEvent } from '../../contract/events/graphic-events';
import type { Graphic } from '../../contract/graphic';
import type { ShowState } from '../../contract/show-state';
import { inOrder, type Folds } from './fold';

export const GRAPHIC_FOLDS: Folds<GraphicEvent['type']> = {
  'graphic.put': (state, { graphic, index }) => {
    const others = state.graphics.filter(({ graphicId }) => graphicId !== graphic.graphicId);
    return { ...state, graphics: [...others.slice(0, index), graphic, ...others.slice(index)] };
  },
  'graphic.updated': (state, { graphicId, name, spec }) => withGraphic(state, graphicId, { name, spec }),
  'graphic.removed': (state, { graphicId }) => ({
    ...state,
    graphics: state.graphics.filter((graphic) => graphic.graphicId !== graphicId),
    scenes: state.scenes.map((scene) =>
      scene.document.graphicIds.includes(graphicId)
        ? withGraphics(
            scene,
            scene.document.graphicIds.filter((id) => id !== graphicId),
          )
        : scene,
    ),
  }),
  'graphic.reordered': (state, { graphicIds }) => ({
    ...state,
    graphics: inOrder(state.graphics, graphicIds, ({ graphicId }) => graphicId),
  }),
  'graphic.shown': (state, { graphicId, atMs }) => withGraphic(state, graphicId, { shownAtMs: atMs }),
  'graphic.hidden': (state, { graphicId, atMs }) => withGraphic(state, graphicId, { hiddenAtMs: atMs }),
  'scene.graphicsSet': (state, { sceneId, graphicIds }) => ({
    ...state,
    scenes: state.scenes.map((scene) =>
      scene.sceneId === sceneId ? withGraphics(scene, graphicIds) : scene,
    ),
  }),
  'brand.set': (state, { brand }) => ({ ...state, brand }),
};

function withGraphic(state: ShowState, graphicId: string, patch: Partial<Graphic>): ShowState {
  return {
    ...state,
    graphics: state.graphics.map((graphic) =>
      graphic.graphicId === graphicId ? { ...graphic, ...patch } : graphic,
    ),
  };
}

function withGraphics(scene: ShowState['scenes'][number], graphicIds: string[]): ShowState['scenes'][number] {
  return { ...scene, document: { ...scene.document, graphicIds } };
}
