import { TRPCClientError } from '@trpc/client';
import { ERROR_HTTP_STATUS, type ErrorCode } from '@/lib/core/contract/error-codes';

const UNREACHABLE_TEXT = "We couldn't reach the server. Check that Stream Buddy is running, then try again.";
const UNKNOWN_TEXT = 'Something went wrong on our side. Try again in a moment.';

/**
 * What a person reads. Only text that the server marked as user text is shown; the raw message of an error
 * (a stack, a fetch failure, a schema dump) never is.
 */
export function errorText(error: unknown): string {
  if (!(error instanceof TRPCClientError)) return UNKNOWN_TEXT;
  const data = errorData(error);
  if (data === null) return UNREACHABLE_TEXT;
  return typeof data['message'] === 'string' && data['message'] !== '' ? data['message'] : UNKNOWN_TEXT;
}

/** The contract's code, or null when the server was not reached. */
export function errorCode(error: unknown): ErrorCode | null {
  if (!(error instanceof TRPCClientError)) return null;
  const code = errorData(error)?.['code'];
  return typeof code === 'string' && code in ERROR_HTTP_STATUS ? (code as ErrorCode) : null;
}

/** For forms: which field is wrong, and how. Empty unless the code is `invalid-input`. */
export function errorFields(error: unknown): Record<string, string> {
  if (!(error instanceof TRPCClientError)) return {};
  const fields = errorData(error)?.['fields'];
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function errorData(error: TRPCClientError<never>): Record<string, unknown> | null {
  const data: unknown = error.data;
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : null;
}
