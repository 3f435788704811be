import { hash, verify } from '@node-rs/argon2';
import type { Database } from './db/client';
import { withDatabaseErrors } from './db/database-errors';
import { createIdentityRepository } from './db/identity-repository';
import { createAtomically, createRepositories } from './db/repositories';
import type { DomainDeps } from './domain-deps';
import type { DoctorProbe } from './domain/doctor/ports';
import type { AssetUsers } from './domain/assets/ports';
import type { LiveShows } from './domain/shows/ports';
import { hashToken, newToken } from './hash-token';
import { newId } from './new-id';
import { decryptSecret, encryptSecret, secretHint } from './secrets/envelope';

interface DomainParts {
  db: Database;
  masterKey: string;
  publicUrl: string;
  rtmpSinkPort: number;
  liveShows: LiveShows;
  assetUsers: AssetUsers;
  /** The library's files on disk. */
  assetFiles: { remove: (assetId: string) => Promise<void> };
  /** What the doctor page looks at (server/doctor). */
  probes: DoctorProbe[];
}

/** Composition of the management slices: the only place where their ports meet what fills them. */
export function composeDomain(parts: DomainParts): DomainDeps {
  const { db, masterKey, publicUrl, rtmpSinkPort, liveShows, probes, assetUsers, assetFiles } = parts;
  const repositories = createRepositories(db);
  const { findActor, findSeat } = withDatabaseErrors(createIdentityRepository(db));
  return {
    ...repositories,
    auditReader: repositories.audit,
    inviteGate: repositories.invites,
    relayTargets: repositories.destinations,
    findActor,
    findSeat,
    atomically: createAtomically(db),
    passwords: {
      hash: (password) => hash(password),
      verify: (passwordHash, password) => verify(passwordHash, password),
    },
    secrets: { newToken, hashToken },
    vault: {
      seal: (plain, boundTo) => encryptSecret(masterKey, plain, boundTo),
      open: (sealed, boundTo) => decryptSecret(masterKey, sealed, boundTo),
      hint: secretHint,
    },
    liveShows,
    assetUsers,
    assetFiles,
    probes,
    publicUrl,
    rtmpSinkPort,
    nowMs: Date.now,
    newId,
  };
}
