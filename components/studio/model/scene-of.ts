import type { SceneView, ShowState } from '@/lib/core/contract/show-state';

export function activeScene(state: ShowState): SceneView | null {
  return state.scenes.find(({ sceneId }) => sceneId === state.programSceneId) ?? state.scenes[0] ?? null;
}

/** null in direct mode. */
export function previewedScene(state: ShowState): SceneView | null {
  const { previewSceneId } = state.switching;
  return state.scenes.find(({ sceneId }) => sceneId === previewSceneId) ?? null;
}

/** The scene that producers work on: the preview in studio mode, else the one on program. */
export const editedScene = (state: ShowState): SceneView | null =>
  previewedScene(state) ?? activeScene(state);
