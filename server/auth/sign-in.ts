import { hash, verify } from '@node-rs/argon2';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../app-error';
import type { ExternalAccount, KnownUser, SignInStore } from './ports';

/** Wrong passwords for one account from one address within the window. */
const ACCOUNT_FAILURES_MAX = 8;
/** Wrong passwords from one address for any account: somebody tries a list. */
const ADDRESS_FAILURES_MAX = 40;
const WINDOW_SECONDS = 60;
/** Longer ones are no password but work for the server. */
const PASSWORD_CHARS_MAX = 1_024;

interface PasswordAttempt {
  email: string;
  password: string;
  ip: string;
}

/** Who somebody is, by password or by another service. Accounts are made by set-up and invitations only, never here. */
export class SignIn {
  readonly #byAccount = new RateLimiterMemory({ points: ACCOUNT_FAILURES_MAX, duration: WINDOW_SECONDS });
  readonly #byAddress = new RateLimiterMemory({ points: ADDRESS_FAILURES_MAX, duration: WINDOW_SECONDS });
  /** Of no password: an unknown email takes as long as a wrong password, and so does not show that it is unknown. */
  readonly #nobody = hash('no account has this password');

  constructor(private readonly store: SignInStore) {}

  /** @returns null when email and password do not go together. @throws AppError `rate-limited`. */
  async byPassword({ email, password, ip }: PasswordAttempt): Promise<KnownUser | null> {
    const address = email.trim().toLowerCase();
    const keys = [
      [this.#byAccount, `${ip} ${address}`],
      [this.#byAddress, ip],
    ] as const;
    // A point is taken before the work and given back on success: parallel guesses cannot slip through.
    try {
      await Promise.all(keys.map(([limiter, key]) => limiter.consume(key)));
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new AppError('rate-limited');
      throw error;
    }
    if (password.length > PASSWORD_CHARS_MAX) return null;
    const user = await this.store.findByEmail(address);
    const isRight = await verify(user?.passwordHash ?? (await this.#nobody), password);
    if (user === null || user.passwordHash === null || !isRight) return null;
    await Promise.all(keys.map(([limiter, key]) => limiter.reward(key)));
    const { id, name } = user;
    return { id, email: user.email, name };
  }

  /** @param verifiedEmail - null when the service does not vouch for it. */
  async byExternal(account: ExternalAccount, verifiedEmail: string | null): Promise<KnownUser | null> {
    const known = await this.store.findByExternal(account.provider, account.providerAccountId);
    if (known !== null || verifiedEmail === null) return known;
    const user = await this.store.findByEmail(verifiedEmail.toLowerCase());
    if (user === null) return null;
    await this.store.linkExternal(user.id, account);
    const { id, email, name } = user;
    return { id, email, name };
  }
}
