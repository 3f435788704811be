import type { AssetView } from '@/lib/core/contract/asset';
import type { AssetUse } from '@/lib/core/asset/find-asset-uses';
import type { AuditLog } from '../audit/ports';
import type { Atomically, DomainTools } from '../domain-tools';

export interface NewAsset extends Omit<AssetView, 'createdAtMs'> {
  workspaceId: string;
}

export interface AssetStore {
  /** Newest first; at most `limit`. */
  list: (workspaceId: string, limit: number) => Promise<AssetView[]>;
  find: (workspaceId: string, assetId: string) => Promise<AssetView | null>;
  findByContent: (workspaceId: string, sha256: string) => Promise<AssetView | null>;
  /** Whatever the workspace. */
  exists: (assetId: string) => Promise<boolean>;
  /** How many, and their bytes together. */
  use: (workspaceId: string) => Promise<{ assets: number; bytes: number }>;
  /** Throws UniqueViolation when the workspace has the same content. */
  insert: (asset: NewAsset) => Promise<AssetView>;
  rename: (assetId: string, name: string) => Promise<void>;
  setThumbnail: (assetId: string) => Promise<void>;
  remove: (assetId: string) => Promise<void>;
}

/** Who needs a file: names of shows and what in them. */
export interface AssetUsers {
  /** Shows of the workspace that use it, at most `limit`; asks the open ones for what is not stored yet. */
  findShows: (
    workspaceId: string,
    assetId: string,
    limit: number,
  ) => Promise<{ title: string; uses: AssetUse[] }[]>;
}

export interface AssetDeps extends DomainTools {
  assets: AssetStore;
  assetUsers: AssetUsers;
  /** The workspace's brand may have it as its font or logo. */
  brands: { find: (workspaceId: string) => Promise<object | null> };
  /** Its bytes; gone already is gone. */
  assetFiles: { remove: (assetId: string) => Promise<void> };
  atomically: Atomically<{ assets: AssetStore; audit: AuditLog }>;
}
