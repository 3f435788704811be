import type { Grants } from './access-token';

/** As long as the web process gives: a laptop that slept through the break comes back by itself. */
export const TOKEN_LIFETIME_S = 60 * 60;
/** At most this much of the lifetime is gone when a client has to join anew. */
export const TOKEN_REFRESH_MS = 10 * 60 * 1_000;

export interface TokenRefresherOptions {
  /** What the participant's own token said. */
  grants: Grants;
  nowMs: number;
  /** @returns null when no token can be written. */
  mint: (grants: Grants, lifetimeS: number) => Promise<string | null>;
  send: (token: string) => void;
  onError: (error: unknown) => void;
}

/**
 * Keeps a participant's client in possession of a token that says what holds now. Clients join anew with the last one they
 * were given: the one from before would bring back a permission that was taken since, or have expired.
 */
export class TokenRefresher {
  readonly #options: TokenRefresherOptions;
  #grants: Grants;
  #text: string;
  #sentMs: number;
  /** Tokens are signed off the thread: an older one must not arrive after a newer one, nor a flood of changes be signed. */
  #minting = Promise.resolve();
  #isWaiting = false;

  constructor(options: TokenRefresherOptions) {
    this.#options = options;
    this.#grants = options.grants;
    this.#text = JSON.stringify(options.grants);
    this.#sentMs = options.nowMs;
  }

  /** Sends a token when it would say something else than the last one. */
  changed(grants: Grants, nowMs: number): void {
    const text = JSON.stringify(grants);
    if (text === this.#text) return;
    this.#grants = grants;
    this.#text = text;
    this.#refresh(nowMs);
  }

  /** Sends a token before the last one expires. */
  tick(nowMs: number): void {
    if (nowMs - this.#sentMs >= TOKEN_REFRESH_MS) this.#refresh(nowMs);
  }

  #refresh(nowMs: number): void {
    this.#sentMs = nowMs;
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#minting = this.#minting
      .then(() => {
        this.#isWaiting = false;
        return this.#options.mint(this.#grants, TOKEN_LIFETIME_S);
      })
      .then((token) => {
        if (token !== null) this.#options.send(token);
      })
      .catch(this.#options.onError);
  }
}
