import type { ProgramScene } from '@/lib/core/contract/scene-document';
import type { SceneView, ShowState } from '@/lib/core/contract/show-state';
import { lookOf, restingGraphics } from '@/lib/core/graphic/program-graphics';
import { programScene } from '@/lib/core/scene/program-scene';

export function activeScene(state: ShowState): SceneView | null {
  return state.scenes.find(({ sceneId }) => sceneId === state.programSceneId) ?? state.scenes[0] ?? null;
}

/** What the program would be with this scene, nothing moving: for thumbnails. */
export function sceneAsProgram(state: ShowState, sceneId: string): ProgramScene {
  const scene = programScene({ ...state, programSceneId: sceneId }, 0);
  return { ...scene, graphics: { items: restingGraphics(state, sceneId), look: lookOf(state) } };
}
