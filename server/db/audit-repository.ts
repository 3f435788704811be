import type { Prisma } from '@/generated/prisma/client';
import type { AuditCursor, AuditDetail, AuditFilter, AuditLog, AuditReader } from '../domain/audit/ports';
import type { DatabaseClient } from './database-client';

/** Rows are only ever added. */
export function createAuditRepository(db: DatabaseClient): AuditLog & AuditReader {
  return {
    append: async ({ atMs, ...row }) => {
      await db.auditEvent.create({ data: { ...row, atMs: BigInt(atMs) } });
    },
    page: async ({ workspaceId, filter, before, limit }) => {
      const rows = await db.auditEvent.findMany({
        where: { workspaceId, AND: [whereFilter(filter), whereBefore(before)] },
        orderBy: [{ atMs: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return rows.map(({ atMs, detail, ...row }) => ({
        ...row,
        atMs: Number(atMs),
        // Written by `append` alone, so the shape is known.
        detail: detail as AuditDetail,
      }));
    },
  };
}

function whereFilter(filter: AuditFilter): Prisma.AuditEventWhereInput {
  return {
    ...(filter.showId === undefined ? {} : { showId: filter.showId }),
    ...(filter.actor === undefined ? {} : { actor: filter.actor }),
    ...(filter.action === undefined
      ? {}
      : { OR: [{ action: filter.action }, { action: { startsWith: `${filter.action}.` } }] }),
    atMs: {
      ...(filter.from === undefined ? {} : { gte: BigInt(filter.from.getTime()) }),
      ...(filter.until === undefined ? {} : { lt: BigInt(filter.until.getTime()) }),
    },
  };
}

function whereBefore(cursor: AuditCursor | null): Prisma.AuditEventWhereInput {
  if (cursor === null) return {};
  const atMs = BigInt(cursor.atMs);
  return { OR: [{ atMs: { lt: atMs } }, { atMs, id: { lt: cursor.id } }] };
}
