import { getToken } from 'next-auth/jwt';
import type { Env } from '../env';
import { usesSecureCookies } from './auth-options';
import type { KnownUser } from './ports';
import type { SessionKeeper } from './session-keeper';

interface ReadUserParts {
  env: Pick<Env, 'publicUrl'>;
  secret: string;
  sessions: SessionKeeper;
}

export type SignedIn = KnownUser & { sessionId: string };

/** Who holds this `Cookie` header; the one reader for pages, tRPC and sockets. @returns null when nobody does. */
export async function readSignedIn(cookieHeader: string, parts: ReadUserParts): Promise<SignedIn | null> {
  const cookies = parseCookies(cookieHeader);
  const secureCookie = usesSecureCookies(parts.env);
  const name = `${secureCookie ? '__Secure-' : ''}next-auth.session-token`;
  if (!(name in cookies)) return null;
  const token = await getToken({
    // getToken reads these two of a request; in plain Node there is no NextRequest to give.
    req: { headers: {}, cookies } as never,
    secret: parts.secret,
    secureCookie,
  });
  if (typeof token?.sessionId !== 'string') return null;
  const user = await parts.sessions.find(token.sessionId);
  return user === null ? null : { ...user, sessionId: token.sessionId };
}

function parseCookies(header: string): Record<string, string> {
  const pairs = header.split(';').flatMap((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [] : [[part.slice(0, at).trim(), decode(part.slice(at + 1).trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not percent-encoded: some other program's cookie.
    return value;
  }
}
