import type { Database } from './client';

/**
 * Shows whose stored state or later events contain an id. Ids are random, so text that contains one means it; whether the
 * show still uses it, its state tells. @returns at most `limit` ids, newest shows first.
 */
export function createShowAssetRepository(db: Database) {
  return {
    listMentioning: async (workspaceId: string, assetId: string, limit: number): Promise<string[]> => {
      const rows = await db.$queryRaw<{ id: string }[]>`
        SELECT s."id" FROM "Show" s
        WHERE s."workspaceId" = ${workspaceId}
          AND (position(${assetId} in s."snapshot"::text) > 0
            OR EXISTS (
              SELECT 1 FROM "ShowEvent" e
              WHERE e."showId" = s."id" AND e."seq" > s."snapshotSeq"
                AND position(${assetId} in e."event"::text) > 0))
        ORDER BY s."createdAt" DESC
        LIMIT ${limit}`;
      return rows.map(({ id }) => id);
    },
  };
}
