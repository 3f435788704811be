import { randomBytes } from 'node:crypto';
import type { Role } from '@/generated/prisma/client';
import type { AppContext } from '../app-context';
import { composeDomain } from '../compose-domain';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database';
import type { Actor } from '../domain/actor';
import type { DomainDeps } from '../domain-deps';
import { createCallerFactory } from '../trpc/init';
import { appRouter } from '../trpc/router';

export type Caller = ReturnType<typeof appRouter.createCaller>;

export interface TestMember {
  actor: Actor;
  email: string;
  call: Caller;
}

export interface TestApp {
  app: AppContext;
  domain: DomainDeps;
  database: TestDatabase;
  /** What was forwarded to open shows, oldest first: `rename <showId>`, `destinations <showId>`. */
  forwarded: string[];
  /** Somebody without an account. */
  stranger: Caller;
  /** A signed-in person; in a new workspace unless one is given. */
  addMember: (role: Role, workspaceId?: string) => Promise<TestMember>;
  /** Signed in, but in no workspace. */
  callAs: (userId: string) => Caller;
  clear: () => Promise<void>;
  stop: () => Promise<void>;
}

const PUBLIC_URL = 'https://studio.example.org';

/** The management half of the web process on a real database, without HTTP. */
export async function startTestApp(): Promise<TestApp> {
  const database = await startTestDatabase();
  const { db } = database;
  const forwarded: string[] = [];
  const domain = composeDomain({
    db,
    masterKey: randomBytes(32).toString('base64url'),
    publicUrl: PUBLIC_URL,
    rtmpSinkPort: 1936,
    probes: [],
    assetUsers: { findShows: () => Promise.resolve([]) },
    assetFiles: { remove: () => Promise.resolve() },
    liveShows: {
      rename: async (showId) => void forwarded.push(`rename ${showId}`),
      destinationsChanged: async (showId) => void forwarded.push(`destinations ${showId}`),
    },
  });
  // The procedures of this half use nothing else of the context.
  const app = { domain, env: { publicUrl: PUBLIC_URL }, db } as unknown as AppContext;
  const callerFor = (
    actor: Actor | null,
    user: Pick<Actor, 'userId' | 'name' | 'sessionId'> | null = actor,
  ) => createCallerFactory(appRouter)({ actor, user, headers: new Headers(), ip: '127.0.0.1', app });
  return {
    app,
    domain,
    database,
    forwarded,
    stranger: callerFor(null),
    callAs: (userId) => callerFor(null, { userId, name: 'Robin', sessionId: 'session-of-robin' }),
    addMember: async (role, workspaceId) => {
      const userId = domain.newId();
      const email = `${userId}@example.org`;
      const workspace = workspaceId ?? domain.newId();
      await db.user.create({ data: { id: userId, email, name: `A ${role}` } });
      if (workspaceId === undefined)
        await db.workspace.create({ data: { id: workspace, name: 'Test workspace' } });
      await db.membership.create({ data: { userId, workspaceId: workspace, role } });
      const sessionId = domain.newId();
      const expiresAt = new Date(Date.now() + 3_600_000);
      await db.userSession.create({ data: { id: sessionId, userId, userAgent: 'Test browser', expiresAt } });
      const actor: Actor = { userId, name: `A ${role}`, workspaceId: workspace, role, sessionId };
      return { actor, email, call: callerFor(actor) };
    },
    clear: async () => {
      forwarded.length = 0;
      await db.$executeRaw`TRUNCATE "User", "Workspace", "UserSession" CASCADE`;
    },
    stop: () => database.stop(),
  };
}
