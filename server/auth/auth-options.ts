import type { Account, AuthOptions, Profile } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import GithubProvider from 'next-auth/providers/github';
import GoogleProvider from 'next-auth/providers/google';
import { z } from 'zod';
import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';
import { AppError } from '../app-error';
import type { Env } from '../env';
import type { Logger } from '../log';
import type { KnownUser } from './ports';
import { SESSION_MS, type SessionKeeper } from './session-keeper';
import type { SignIn } from './sign-in';

export interface AuthParts {
  env: Pick<Env, 'publicUrl' | 'google' | 'github'>;
  secret: string;
  signIn: SignIn;
  sessions: SessionKeeper;
  logger: Logger;
}

/** Of the request that is being answered. */
export interface Visitor {
  ip: string;
  userAgent: string;
}

const credentialsSchema = z.object({ email: z.string().max(320), password: z.string() });

/** next-auth's configuration for one request. The token in the cookie carries a session id and nothing else of worth. */
export function authOptions(parts: AuthParts, visitor: Visitor): AuthOptions {
  const { env, signIn, sessions, logger } = parts;
  return {
    secret: parts.secret,
    useSecureCookies: usesSecureCookies(env),
    session: { strategy: 'jwt', maxAge: SESSION_MS / 1_000 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        name: 'Email and password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (input) => {
          const parsed = parseUntrusted(credentialsSchema, input);
          if (!parsed.success) return null;
          try {
            return await signIn.byPassword({ ...parsed.data, ip: visitor.ip });
          } catch (error) {
            // next-auth shows the message of what is thrown here: only a code may leave.
            throw new Error(toCode(error, logger), { cause: error });
          }
        },
      }),
      ...(env.google ? [GoogleProvider(env.google)] : []),
      ...(env.github ? [GithubProvider(env.github)] : []),
    ],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account === null) return false;
        if (account.type === 'credentials') return true;
        const user = await signIn.byExternal(account, verifiedEmail(account, profile));
        return user === null ? '/sign-in?error=no-account' : true;
      },
      jwt: async ({ token, user, account }) => {
        if (account) {
          const known = account.type === 'credentials' ? user : await signIn.byExternal(account, null);
          if (known === null)
            throw new AppError('not-signed-in', { internal: 'external account is not linked' });
          return { sub: known.id, sessionId: await sessions.open(known.id, visitor.userAgent) };
        }
        const known = await findHolder(token.sessionId, parts);
        if (known === 'unknown') return token;
        // next-auth answers a throw here with an empty session and removes the cookie.
        if (known === null) throw new AppError('not-signed-in');
        return { ...token, name: known.name, email: known.email };
      },
      session: ({ session, token }) => ({
        ...session,
        user: { name: token.name ?? null, email: token.email ?? null },
      }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token.sessionId === 'string') await sessions.revoke(token.sessionId);
      },
    },
    logger: {
      error: (code, detail) => {
        // A revoked session is no fault: it was ended on purpose.
        if (code !== 'JWT_SESSION_ERROR') logger.warn({ code, detail }, 'sign-in failed');
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** While the database is away the cookie is left as it is: whether it opens anything is asked again at every request. */
async function findHolder(
  sessionId: unknown,
  { sessions }: AuthParts,
): Promise<KnownUser | null | 'unknown'> {
  if (typeof sessionId !== 'string') return null;
  return sessions.find(sessionId).catch(() => 'unknown' as const);
}

/** Browsers send a Secure cookie over HTTPS only; the name next-auth gives it depends on the same question. */
export function usesSecureCookies({ publicUrl }: Pick<Env, 'publicUrl'>): boolean {
  return publicUrl.startsWith('https:');
}

/** Google says whether it checked the address; GitHub lets people choose only among checked ones. */
function verifiedEmail(
  account: Account,
  profile: (Profile & { email_verified?: boolean }) | undefined,
): string | null {
  if (profile?.email === undefined || profile.email === null) return null;
  return account.provider === 'google' && profile.email_verified !== true ? null : profile.email;
}

function toCode(error: unknown, logger: Logger): string {
  const { code } = AppError.from(error);
  if (code === 'internal') {
    logger.error({ err: error }, 'sign-in failed');
    return 'unavailable';
  }
  return code;
}
