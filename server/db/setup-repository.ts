import type { SetupStore } from '../domain/setup/ports';
import type { DatabaseClient } from './database-client';

/** Any number will do as long as nobody else uses it; this one spells "setup" on a phone. */
const SETUP_LOCK = 73_887;

/** The first account and workspace. */
export function createSetupRepository(db: DatabaseClient): SetupStore {
  return {
    lock: async () => {
      await db.$executeRaw`SELECT pg_advisory_xact_lock(${SETUP_LOCK})`;
    },
    isSetUp: async () => (await db.workspace.findFirst({ select: { id: true } })) !== null,
    insertOwner: async ({ userId, name, email, passwordHash, workspaceId, workspaceName }) => {
      await db.user.create({ data: { id: userId, name, email, passwordHash } });
      await db.workspace.create({ data: { id: workspaceId, name: workspaceName } });
      await db.membership.create({ data: { userId, workspaceId, role: 'owner' } });
    },
  };
}
