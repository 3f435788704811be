import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/generated/prisma/client';

export type Database = PrismaClient;

/** Connections of one web process: more would only queue inside PostgreSQL on the two cores this is made for. */
const POOL_CONNECTIONS_MAX = 10;
/** A database that is away fails a request within this time instead of hanging it. */
const CONNECT_TIMEOUT_MS = 5_000;

interface DatabaseOptions {
  url: string;
  /** A connection that broke while idle. The pool opens a new one at the next query. */
  onConnectionError: (error: Error) => void;
}

/** Connects at the first query, not before: a web process starts while the database is away, and heals with it. */
export function openDatabase({ url, onConnectionError }: DatabaseOptions): Database {
  const adapter = new PrismaPg(
    { connectionString: url, max: POOL_CONNECTIONS_MAX, connectionTimeoutMillis: CONNECT_TIMEOUT_MS },
    { onPoolError: onConnectionError, onConnectionError },
  );
  return new PrismaClient({ adapter });
}
