import { brandSchema } from '@/lib/core/contract/brand';
import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';
import type { BrandStore } from '../domain/brand/ports';
import type { DatabaseClient } from './database-client';
import { toJson } from './to-json';

/** The brand of each workspace. */
export function createBrandRepository(db: DatabaseClient): BrandStore {
  return {
    find: async (workspaceId) => {
      const row = await db.workspace.findUnique({ where: { id: workspaceId }, select: { brand: true } });
      if (row?.brand == null) return null;
      // Written by another version, it may have themes or fonts that this one does not: the house's brand is better than none.
      const parsed = parseUntrusted(brandSchema, row.brand);
      return parsed.success ? parsed.data : null;
    },
    set: async (workspaceId, brand) => {
      await db.workspace.update({ where: { id: workspaceId }, data: { brand: toJson(brand) } });
    },
  };
}
