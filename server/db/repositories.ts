import type { Atomically } from '../domain/domain-tools';
import { createAccountRepository } from './account-repository';
import { createAssetRepository } from './asset-repository';
import { createAuditRepository } from './audit-repository';
import { createBrandRepository } from './brand-repository';
import type { Database } from './client';
import type { DatabaseClient } from './database-client';
import { mapDatabaseErrors, withDatabaseErrors } from './database-errors';
import { createDestinationRepository } from './destination-repository';
import { createInviteRepository } from './invite-repository';
import { createSceneRepository } from './scene-repository';
import { createSetupRepository } from './setup-repository';
import { createShowRepository } from './show-repository';
import { createInvitationRepository, createMemberRepository, createUserRepository } from './team-repository';

/** Every repository of the management slices over one client: the pool, or one transaction. */
export function createRepositories(db: DatabaseClient) {
  return {
    setup: withDatabaseErrors(createSetupRepository(db)),
    accounts: withDatabaseErrors(createAccountRepository(db)),
    shows: withDatabaseErrors(createShowRepository(db)),
    scenes: withDatabaseErrors(createSceneRepository(db)),
    invites: withDatabaseErrors(createInviteRepository(db)),
    destinations: withDatabaseErrors(createDestinationRepository(db)),
    members: withDatabaseErrors(createMemberRepository(db)),
    invitations: withDatabaseErrors(createInvitationRepository(db)),
    users: withDatabaseErrors(createUserRepository(db)),
    brands: withDatabaseErrors(createBrandRepository(db)),
    assets: withDatabaseErrors(createAssetRepository(db)),
    audit: withDatabaseErrors(createAuditRepository(db)),
  };
}

export type Repositories = ReturnType<typeof createRepositories>;

/** Waiting for a connection, and for a lock that somebody else holds; then the person is told to try again. */
const TRANSACTION = { maxWait: 5_000, timeout: 10_000 };

/** One PostgreSQL transaction (READ COMMITTED) around `work`. */
export function createAtomically(db: Database): Atomically<Repositories> {
  return (work) =>
    mapDatabaseErrors(() => db.$transaction((tx) => work(createRepositories(tx)), TRANSACTION));
}
