import type { ServerResponse } from 'node:http';
import type { ErrorCode } from '@/lib/core/contract/error-codes';
import { AppError } from '../app-error';

/** A refusal as `{ error: { code, message } }` with the code's status; the connection is closed when the body was not read. */
export function sendError(response: ServerResponse, code: ErrorCode, userText?: string): void {
  const refusal = new AppError(code, userText === undefined ? {} : { userText });
  response.writeHead(refusal.httpStatus, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(JSON.stringify({ error: refusal.toRefusal() }));
}
