import type { FramePlan } from '@/lib/core/layout/staging';
import { mixPictures, wipePictures } from './mix';
import type { I420Surface } from './surface';

/**
 * Draws a scene and, mixed into it, those that leave: older ones into the picture of the newer, which every frame draws
 * anew. @param surfaceAt - one surface for each depth, the newest scene's at 0; kept from frame to frame.
 */
export function composeScenes(
  surfaceAt: (depth: number) => I420Surface,
  { ops, mix }: Pick<FramePlan, 'ops' | 'mix'>,
  depth = 0,
): I420Surface {
  const scene = surfaceAt(depth);
  scene.render(ops);
  if (!mix) return scene;
  const { from, kind, progress, under = null } = mix;
  const { picture } = composeScenes(surfaceAt, { ops: from, mix: under }, depth + 1);
  if (kind === 'wipe') wipePictures(scene.picture, picture, progress);
  else mixPictures(scene.picture, picture, 1 - progress);
  return scene;
}
