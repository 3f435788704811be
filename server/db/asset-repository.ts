import type { Prisma } from '@/generated/prisma/client';
import type { AssetView } from '@/lib/core/contract/asset';
import type { AssetStore } from '../domain/assets/ports';
import type { DatabaseClient } from './database-client';

/** What is known of the library's files; their bytes are on disk. */
export function createAssetRepository(db: DatabaseClient): AssetStore {
  return {
    list: async (workspaceId, limit) => {
      const rows = await db.asset.findMany({
        where: { workspaceId },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
        take: limit,
        omit: { workspaceId: true },
      });
      return rows.map(toView);
    },
    find: async (workspaceId, assetId) =>
      viewOrNull(await db.asset.findFirst({ where: { id: assetId, workspaceId } })),
    findByContent: async (workspaceId, sha256) =>
      viewOrNull(await db.asset.findUnique({ where: { workspaceId_sha256: { workspaceId, sha256 } } })),
    exists: async (assetId) => (await db.asset.count({ where: { id: assetId } })) > 0,
    use: async (workspaceId) => {
      const { _count, _sum } = await db.asset.aggregate({
        where: { workspaceId },
        _count: true,
        _sum: { bytes: true },
      });
      return { assets: _count, bytes: Number(_sum.bytes ?? 0n) };
    },
    insert: async ({ assetId, bytes, ...rest }) =>
      toView(await db.asset.create({ data: { id: assetId, bytes: BigInt(bytes), ...rest } })),
    rename: async (assetId, name) => {
      await db.asset.update({ where: { id: assetId }, data: { name } });
    },
    setThumbnail: async (assetId) => {
      await db.asset.update({ where: { id: assetId }, data: { hasThumbnail: true } });
    },
    remove: async (assetId) => {
      await db.asset.delete({ where: { id: assetId } });
    },
  };
}

type Row = Omit<Prisma.AssetGetPayload<object>, 'workspaceId'>;

const viewOrNull = (row: Row | null): AssetView | null => (row === null ? null : toView(row));

function toView(row: Row): AssetView {
  const { id, kind, name, contentType, bytes, sha256, width, height, durationMs } = row;
  return {
    assetId: id,
    ...{ kind, name, contentType, bytes: Number(bytes), sha256, width, height, durationMs },
    hasSound: row.hasSound,
    createdAtMs: row.createdAt.getTime(),
    hasThumbnail: row.hasThumbnail,
  };
}
