import type { SceneEvent } from '../../contract/events/scene-events';
import type { SceneDocument } from '../../contract/scene-document';
import type { SceneView, ShowState } from '../../contract/show-state';
import { inOrder, type Folds } from './fold';

export const SCENE_FOLDS: Folds<SceneEvent['type']> = {
  'scene.put': (state, { scene, index }) => ({ ...state, scenes: putScene(state.scenes, scene, index) }),
  'scene.removed': (state, event) => ({
    ...state,
    scenes: state.scenes.filter(({ sceneId }) => sceneId !== event.sceneId),
  }),
  'scene.reordered': (state, { sceneIds }) => ({
    ...state,
    scenes: inOrder(state.scenes, sceneIds, ({ sceneId }) => sceneId),
  }),
  'scene.renamed': (state, { sceneId, name }) => withScene(state, sceneId, (scene) => ({ ...scene, name })),
  'scene.layoutSet': (state, { sceneId, layout }) => withDocument(state, sceneId, { layout }),
  'scene.slotsSet': (state, { sceneId, slots }) => withDocument(state, sceneId, { slots }),
  'scene.backgroundSet': (state, { sceneId, background }) => withDocument(state, sceneId, { background }),
  'scene.logoSet': (state, { sceneId, logo }) => withDocument(state, sceneId, { logo }),
  'scene.nameTagsSet': (state, { sceneId, nameTags }) => withDocument(state, sceneId, { nameTags }),
  'scene.screenLeadsSet': (state, { sceneId, screenLeads }) => withDocument(state, sceneId, { screenLeads }),
  'scene.cardSet': (state, { sceneId, card, showsFeeds }) =>
    withDocument(state, sceneId, { card, showsFeeds }),
};

function putScene(scenes: SceneView[], scene: SceneView, index: number): SceneView[] {
  const others = scenes.filter(({ sceneId }) => sceneId !== scene.sceneId);
  return [...others.slice(0, index), scene, ...others.slice(index)];
}

function withScene(state: ShowState, sceneId: string, change: (scene: SceneView) => SceneView): ShowState {
  return {
    ...state,
    scenes: state.scenes.map((scene) => (scene.sceneId === sceneId ? change(scene) : scene)),
  };
}

function withDocument(state: ShowState, sceneId: string, patch: Partial<SceneDocument>): ShowState {
  return withScene(state, sceneId, (scene) => ({ ...scene, document: { ...scene.document, ...patch } }));
}
