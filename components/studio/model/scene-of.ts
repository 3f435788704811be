import type { SceneView, ShowState } from '@/lib/core/contract/show-state';

export function activeScene(state: ShowState): SceneView | null {
  return state.scenes.find(({ sceneId }) => sceneId === state.programSceneId) ?? state.scenes[0] ?? null;
}

/** The scene that producers work on: the preview in studio mode, else the one on program. */
export function editedScene(state: ShowState): SceneView | null {
  const { previewSceneId } = state.switching;
  return state.scenes.find(({ sceneId }) => sceneId === previewSceneId) ?? activeScene(state);
}
