import { ERROR_HTTP_STATUS, type ErrorCode, type Refusal } from '@/lib/core/contract/error-codes';

/** What a user reads when the thrower had nothing better to say. */
const DEFAULT_USER_TEXT: Record<ErrorCode, string> = {
  'not-signed-in': 'Sign in to go on.',
  'bad-token': 'This link or session is no longer valid. Ask for a new link, or sign in again.',
  forbidden: 'Your role does not allow this. Ask an admin of the workspace.',
  'not-found': 'We could not find it. It may have been removed.',
  'invalid-input': 'Some of the values are not valid. Check them, then try again.',
  conflict: 'Someone changed this first. Reload to see it as it is now.',
  'wrong-phase': 'This does not fit what the show is doing now.',
  'limit-reached': 'A limit of this version is reached.',
  'lease-held': 'Another studio window is producing this show.',
  'invite-closed': 'This invitation is closed. Ask for a new one.',
  'too-large': 'This is too large.',
  'rate-limited': 'Too many attempts. Wait a minute, then try again.',
  'setup-closed': 'Stream Buddy is set up already. Sign in instead.',
  unavailable: 'A part of Stream Buddy did not answer. It is retried by itself; try again in a moment.',
  internal: 'Something went wrong on our side. Try again; the log has the details.',
};

interface AppErrorDetails {
  /** For the log only; never shown to a user. */
  internal?: string;
  userText?: string;
  cause?: unknown;
}

/** The one error that edges throw: a code, a text for the user and a text for the log. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly userText: string;

  constructor(
    readonly code: ErrorCode,
    { internal, userText, cause }: AppErrorDetails = {},
  ) {
    super(internal ?? userText ?? code, cause === undefined ? undefined : { cause });
    this.userText = userText ?? DEFAULT_USER_TEXT[code];
  }

  get httpStatus(): number {
    return ERROR_HTTP_STATUS[this.code];
  }

  toRefusal(): Refusal {
    return { code: this.code, message: this.userText };
  }

  /** Everything that is not an AppError is our own mistake: the user learns no more than that. */
  static from(error: unknown): AppError {
    if (error instanceof AppError) return error;
    return new AppError('internal', {
      internal: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}
