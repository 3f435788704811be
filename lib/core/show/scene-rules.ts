import { refuse } from '../contract/error-codes';
import { LIMITS } from '../contract/limits';
import type { SceneDocument } from '../contract/scene-document';
import type { ShowEvent } from '../contract/show-events';
import type { SceneView, ShowState } from '../contract/show-state';
import { newSceneDocument, newTitleCard } from '../scene/new-scene-document';
import { importScenes } from './import-scenes';
import type { Rules, Verdict } from './rule';
import { copyName, findScene, happened, NOTHING, permuteListed } from './rule';
import { makeWayFor } from './switch-rules';

type SceneCommand =
  | 'scene.add'
  | 'scene.import'
  | 'scene.duplicate'
  | 'scene.rename'
  | 'scene.remove'
  | 'scene.restore'
  | 'scene.reorder'
  | 'scene.setLayout'
  | 'scene.setSlots'
  | 'scene.setBackground'
  | 'scene.setLogo'
  | 'scene.setNameTags'
  | 'scene.setScreenLeads'
  | 'scene.setCard';

export const SCENE_RULES: Rules<SceneCommand> = {
  'scene.add': (state, { sceneId, name, layout, card }) => {
    const document = card === undefined ? newSceneDocument(layout) : newTitleCard(card);
    return putNewScene(state, { sceneId, name, document }, state.scenes.length);
  },

  'scene.import': importScenes,

  'scene.duplicate': (state, { sceneId, newSceneId }) => {
    const found = findScene(state, sceneId);
    if (!found.ok) return found;
    const { name, document } = found.value;
    const index = state.scenes.indexOf(found.value) + 1;
    return putNewScene(state, { sceneId: newSceneId, name: copyName(name), document }, index);
  },

  'scene.rename': (state, { sceneId, name }) => {
    const scene = findScene(state, sceneId);
    if (!scene.ok) return scene;
    return scene.value.name === name ? NOTHING : happened({ type: 'scene.renamed', sceneId, name });
  },

  'scene.remove': (state, { sceneId }) => {
    const scene = findScene(state, sceneId);
    if (!scene.ok) return scene;
    const index = state.scenes.indexOf(scene.value);
    const neighbour = state.scenes[index + 1] ?? state.scenes[index - 1];
    if (!neighbour) return refuse('conflict', 'A show keeps at least one scene. Add another one first.');
    const removed: ShowEvent = { type: 'scene.removed', sceneId };
    const rest = state.scenes.filter((kept) => kept.sceneId !== sceneId);
    return happened(...makeWayFor(state, sceneId, { rest, neighbour }), removed);
  },

  'scene.restore': (state, { scene, index }) => putNewScene(state, scene, index),

  'scene.reorder': (state, { sceneIds }) => {
    if (new Set(sceneIds).size !== sceneIds.length) {
      return refuse('invalid-input', 'A scene is listed twice in the new order.');
    }
    const current = state.scenes.map((scene) => scene.sceneId);
    const order = permuteListed(current, sceneIds);
    if (!order) return refuse('conflict', 'Another producer removed one of these scenes. Order them again.');
    return sameOrder(order, current) ? NOTHING : happened({ type: 'scene.reordered', sceneIds: order });
  },

  'scene.setLayout': (state, { sceneId, layout }) =>
    change(state, sceneId, { layout }, { type: 'scene.layoutSet', sceneId, layout }),

  'scene.setSlots': (state, { sceneId, slots }) =>
    change(state, sceneId, { slots }, { type: 'scene.slotsSet', sceneId, slots }),

  'scene.setBackground': (state, { sceneId, background }) =>
    change(state, sceneId, { background }, { type: 'scene.backgroundSet', sceneId, background }),

  'scene.setLogo': (state, { sceneId, logo }) =>
    change(state, sceneId, { logo }, { type: 'scene.logoSet', sceneId, logo }),

  'scene.setNameTags': (state, { sceneId, nameTags }) =>
    change(state, sceneId, { nameTags }, { type: 'scene.nameTagsSet', sceneId, nameTags }),

  'scene.setScreenLeads': (state, { sceneId, screenLeads }) =>
    change(state, sceneId, { screenLeads }, { type: 'scene.screenLeadsSet', sceneId, screenLeads }),

  'scene.setCard': (state, { sceneId, card, showsFeeds }) =>
    change(state, sceneId, { card, showsFeeds }, { type: 'scene.cardSet', sceneId, card, showsFeeds }),
};

function putNewScene(state: ShowState, scene: SceneView, index: number): Verdict {
  if (state.scenes.some(({ sceneId }) => sceneId === scene.sceneId)) {
    return refuse('conflict', 'This scene exists already.');
  }
  if (state.scenes.length >= LIMITS.scenesMax) {
    return refuse('limit-reached', `A show has at most ${LIMITS.scenesMax} scenes. Remove one first.`);
  }
  return happened({ type: 'scene.put', scene, index });
}

/** One field of a document, compared by value so that SH3 holds for backgrounds and logos too. */
function change(state: ShowState, sceneId: string, patch: Partial<SceneDocument>, event: ShowEvent): Verdict {
  const scene = findScene(state, sceneId);
  if (!scene.ok) return scene;
  const { document } = scene.value;
  const isSame = Object.entries(patch).every(
    ([key, value]) => JSON.stringify(document[key as keyof SceneDocument]) === JSON.stringify(value),
  );
  return isSame ? NOTHING : happened(event);
}

const sameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.every((id, index) => id === b[index]);
