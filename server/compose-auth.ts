import type { AuthParts } from './auth/auth-options';
import { SessionKeeper } from './auth/session-keeper';
import { SignIn } from './auth/sign-in';
import type { Database } from './db/client';
import { createSignInRepository } from './db/sign-in-repository';
import type { Env } from './env';
import type { Logger } from './log';

interface AuthInput {
  db: Database;
  env: Env;
  secret: string;
  logger: Logger;
}

/** Composition of signing in: the only place where it meets the database. */
export function composeAuth({ db, env, secret, logger }: AuthInput): AuthParts {
  const store = createSignInRepository(db);
  return { env, secret, logger, signIn: new SignIn(store), sessions: new SessionKeeper(store) };
}
