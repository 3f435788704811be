import { AppError } from '../app-error';
import { UniqueViolation } from '../domain/unique-violation';

type AsyncMethods = Record<string, (...values: never[]) => Promise<unknown>>;

/** The same repository, whose rejections are in the language of the domain. */
export function withDatabaseErrors<T extends object>(repository: T): T {
  const wrapped = Object.entries(repository as AsyncMethods).map(([name, method]) => [
    name,
    (...values: never[]) => mapDatabaseErrors(() => method(...values)),
  ]);
  return Object.fromEntries(wrapped) as T;
}

/** Unique violations become UniqueViolation, a database that is away becomes `unavailable`; the rest passes through. */
export async function mapDatabaseErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const index = uniqueViolation(error);
    if (index !== null) throw new UniqueViolation(index);
    if (isUnavailable(error)) {
      throw new AppError('unavailable', { internal: 'the database did not answer', cause: error });
    }
    throw error;
  }
}

/** Name of the violated unique index, or null. Prisma 7 has no `meta.target`; the adapter's cause has the index. */
export function uniqueViolation(error: unknown): string | null {
  if (codeOf(error) !== 'P2002') return null;
  const constraint = dig(error, ['meta', 'driverAdapterError', 'cause', 'constraint', 'index']);
  return typeof constraint === 'string' ? constraint : 'unknown';
}

/**
 * Cannot reach (P1001, P1002), too slow (P1008), closed by the server (P1017), pool exhausted (P2024), too many
 * connections (P2037), transaction could not start or ran out of time (P2028).
 */
const UNAVAILABLE_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
/** Of the driver, when Prisma has no code of its own for it: sockets and PostgreSQL class 57P (shutdown). */
const UNAVAILABLE_CAUSES =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|57P0|Connection terminated|timeout exceeded/;

function isUnavailable(error: unknown): boolean {
  if (UNAVAILABLE_CODES.has(codeOf(error))) return true;
  if (!(error instanceof Error)) return false;
  return UNAVAILABLE_CAUSES.test(`${codeOf(error)} ${error.message}`) || isUnavailable(error.cause);
}

function codeOf(error: unknown): string {
  const code = dig(error, ['code']);
  return typeof code === 'string' ? code : '';
}

function dig(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
    value,
  );
}
