import { sceneDocumentSchema } from '@/lib/core/contract/scene-document';
import type { SceneReader } from '../domain/scenes/ports';
import type { DatabaseClient } from './database-client';

/** The stored projection of a show's scenes. */
export function createSceneRepository(db: DatabaseClient): SceneReader {
  return {
    list: async (workspaceId, showId) => {
      const rows = await db.scene.findMany({
        where: { showId, show: { workspaceId } },
        orderBy: { position: 'asc' },
      });
      return rows.map(({ id, name, document, updatedAt }) => ({
        sceneId: id,
        name,
        document: sceneDocumentSchema.parse(document),
        updatedAt,
      }));
    },
  };
}
