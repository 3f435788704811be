import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';
import {
  ERROR_HTTP_STATUS,
  type ErrorCode,
  type Refusal,
  type Result,
} from '@/lib/core/contract/error-codes';
import { AppError } from '@/server/app-error';

const TRPC_CODES: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
  'not-signed-in': 'UNAUTHORIZED',
  'bad-token': 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  'invalid-input': 'BAD_REQUEST',
  conflict: 'CONFLICT',
  'wrong-phase': 'CONFLICT',
  'limit-reached': 'CONFLICT',
  'lease-held': 'CONFLICT',
  'invite-closed': 'PRECONDITION_FAILED',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'rate-limited': 'TOO_MANY_REQUESTS',
  'setup-closed': 'FORBIDDEN',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
};

/** What tRPC itself raises: bad input, unknown procedure, wrong method, oversized body. */
const OWN_TRPC_ERRORS: Partial<Record<TRPC_ERROR_CODE_KEY, Refusal>> = {
  BAD_REQUEST: {
    code: 'invalid-input',
    message: 'Some of the values are not valid. Check them, then try again.',
  },
  PARSE_ERROR: { code: 'invalid-input', message: 'The request could not be read.' },
  NOT_FOUND: { code: 'not-found', message: 'This action does not exist. Reload the page, then try again.' },
  METHOD_NOT_SUPPORTED: { code: 'invalid-input', message: 'The request used the wrong method.' },
  UNSUPPORTED_MEDIA_TYPE: { code: 'invalid-input', message: 'The request must be JSON.' },
  PAYLOAD_TOO_LARGE: { code: 'too-large', message: 'The request is too large.' },
};

/** The one place where an error of any origin becomes a TRPCError; its cause is always an AppError. */
export function toTrpcError(error: unknown): TRPCError {
  const appError = toAppError(error);
  return new TRPCError({ code: TRPC_CODES[appError.code], message: appError.userText, cause: appError });
}

/** Never lets internal text through: what is not an AppError becomes `internal` with a fixed sentence. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (!(error instanceof TRPCError)) {
    return new AppError('internal', { internal: describe(error), cause: error });
  }
  if (isAppError(error.cause)) return error.cause;
  const own = OWN_TRPC_ERRORS[error.code];
  if (own === undefined) {
    return new AppError('internal', { internal: error.message, cause: error });
  }
  return new AppError(own.code, { internal: error.message, userText: own.message, cause: error.cause });
}

/** Turns a refusal of the domain into the error that the edge reports. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new AppError(result.error.code, { userText: result.error.message });
}

/**
 * By shape, not by class: server/main.ts and Next's route bundles are two module graphs in one process,
 * so an AppError of one is no `instanceof` of the other.
 */
function isAppError(value: unknown): value is AppError {
  return (
    value instanceof Error &&
    value.name === 'AppError' &&
    'userText' in value &&
    'code' in value &&
    typeof value.code === 'string' &&
    Object.hasOwn(ERROR_HTTP_STATUS, value.code)
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
