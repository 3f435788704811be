import type { Actor } from '../actor';
import type { SceneReader, SceneRow } from './ports';

/** The scenes of a show in display order, as last stored; the studio reads the show state instead. */
export async function listScenes(
  deps: { scenes: SceneReader },
  actor: Pick<Actor, 'workspaceId'>,
  input: { showId: string },
): Promise<SceneRow[]> {
  return deps.scenes.list(actor.workspaceId, input.showId);
}
