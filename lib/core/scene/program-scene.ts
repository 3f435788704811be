import type { ProgramScene } from '../contract/scene-document';
import type { ShowState } from '../contract/show-state';
import { lookOf, programGraphics } from '../graphic/program-graphics';
import { stageFeeds } from './stage-feeds';

/**
 * What the compositor must draw for `state`. Falls back to the first scene when the one on program was removed.
 * @param rev - rises with every change; the compositor ignores older ones.
 * @throws when the show has no scene, which the reducer never allows.
 */
export function programScene(
  state: Pick<ShowState, 'seats' | 'scenes' | 'programSceneId' | 'graphics' | 'brand'>,
  rev: number,
): ProgramScene {
  const scene = state.scenes.find(({ sceneId }) => sceneId === state.programSceneId) ?? state.scenes[0];
  if (!scene) throw new Error('A show always has a scene.');
  return {
    rev,
    document: scene.document,
    feeds: stageFeeds(state),
    change: null,
    graphics: { items: programGraphics(state), look: lookOf(state) },
  };
}
