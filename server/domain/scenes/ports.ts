import type { SceneDocument } from '@/lib/core/contract/scene-document';

export interface SceneRow {
  sceneId: string;
  name: string;
  document: SceneDocument;
  updatedAt: Date;
}

export interface SceneReader {
  /** In display order. Empty for a show of another workspace. */
  list: (workspaceId: string, showId: string) => Promise<SceneRow[]>;
}
