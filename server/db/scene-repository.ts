import type { SceneDocument } from '@/lib/core/contract/scene-document';
import { migrateSceneDocument } from '@/lib/core/scene/migrate-scene';
import { AppError } from '../app-error';
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
        document: readDocument(name, document),
        updatedAt,
      }));
    },
  };
}

function readDocument(name: string, stored: unknown): SceneDocument {
  const migrated = migrateSceneDocument(stored);
  if (migrated.status === 'ok') return migrated.document;
  throw new AppError('internal', { internal: `scene "${name}" cannot be read: ${migrated.reason}` });
}
