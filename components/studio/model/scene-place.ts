import type { ShowState } from '@/lib/core/contract/show-state';

/** Where a scene is now. `air`: viewers see it. `program`: they would, once the show is live. */
export type ScenePlace = 'air' | 'program' | 'preview' | 'none';

/** A scene that is on program and in preview is on program first of all. */
export function scenePlace(
  { programSceneId, switching, phase }: Pick<ShowState, 'programSceneId' | 'switching' | 'phase'>,
  sceneId: string,
): ScenePlace {
  if (sceneId === programSceneId)
    return phase.status === 'live' || phase.status === 'ending' ? 'air' : 'program';
  return sceneId === switching.previewSceneId ? 'preview' : 'none';
}

export const PLACE_SPOKEN: Record<ScenePlace, string> = {
  air: ', on air',
  program: ', on program',
  preview: ', in preview',
  none: '',
};
