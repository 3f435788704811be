/**
 * Every code a user, a client or an operator can meet. `docs/failure-modes.md` has cause and remedy for each.
 * The same code has the same meaning over tRPC, sockets and HTTP.
 */
export const ERROR_HTTP_STATUS = {
  /** No session, or it was revoked or expired. */
  'not-signed-in': 401,
  /** Token missing, malformed, expired, or for another show. */
  'bad-token': 401,
  /** Signed in, but the role does not allow it. */
  forbidden: 403,
  /** It does not exist, or the actor may not know that it does. */
  'not-found': 404,
  /** Input failed its schema or a bound. */
  'invalid-input': 400,
  /** Someone changed it first, or the name is taken. */
  conflict: 409,
  /** The command does not fit the show's phase or the seat's place. */
  'wrong-phase': 409,
  /** A named bound is reached (seats, scenes, destinations). */
  'limit-reached': 409,
  /** The lease belongs to another engine. */
  'lease-held': 409,
  /** Invite expired, revoked or used up. */
  'invite-closed': 410,
  'too-large': 413,
  'rate-limited': 429,
  /** Setup was done already. */
  'setup-closed': 403,
  /** A part we need did not answer: database, gateway, SFU. Retried by itself. */
  unavailable: 503,
  /** A broken invariant: our mistake. */
  internal: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_HTTP_STATUS;

/** An expected refusal, as data. `message` is user text: what happened and what to do next; never internal detail. */
export interface Refusal {
  code: ErrorCode;
  message: string;
}

export type Result<T, E = Refusal> = { ok: true; value: T } | { ok: false; error: E };

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const refuse = (code: ErrorCode, message: string): { ok: false; error: Refusal } => ({
  ok: false,
  error: { code, message },
});

/** Exhaustiveness guard for unions. */
export function assertNever(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
