import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { ERROR_HTTP_STATUS, refuse, type ErrorCode } from '@/lib/core/contract/error-codes';
import { AppError } from '@/server/app-error';
import { toAppError, toTrpcError, unwrap } from './to-trpc-error';

describe('toTrpcError', () => {
  it.each(Object.keys(ERROR_HTTP_STATUS) as ErrorCode[])('keeps the code %s and its user text', (code) => {
    const error = toTrpcError(
      new AppError(code, { internal: 'secret detail', userText: 'Words for people.' }),
    );
    expect(error.message).toBe('Words for people.');
    expect(toAppError(error).code).toBe(code);
  });

  it('shows nothing of an error that nobody expected', () => {
    const error = toTrpcError(new Error('password authentication failed for postgres at 10.0.0.3'));
    expect(error.code).toBe('INTERNAL_SERVER_ERROR');
    expect(error.message).not.toMatch(/password|postgres|10\.0/);
    expect(toAppError(error).message).toContain('password authentication failed');
  });

  it('knows an AppError of another module graph by its shape', () => {
    const foreign = Object.assign(new Error('x'), { name: 'AppError', code: 'conflict', userText: 'Taken.' });
    expect(toTrpcError(foreign).code).toBe('CONFLICT');
  });

  it('takes no code that is not in the table', () => {
    const forged = Object.assign(new Error('x'), { name: 'AppError', code: 'toString', userText: 'hm' });
    expect(toTrpcError(forged).code).toBe('INTERNAL_SERVER_ERROR');
  });

  it('maps an error once, however often it is wrapped', () => {
    const once = toTrpcError(new AppError('not-found', { userText: 'Gone.' }));
    expect(toAppError(toTrpcError(once))).toBe(toAppError(once));
  });

  it.each([
    ['BAD_REQUEST', 'invalid-input'],
    ['PARSE_ERROR', 'invalid-input'],
    ['NOT_FOUND', 'not-found'],
    ['PAYLOAD_TOO_LARGE', 'too-large'],
    ['METHOD_NOT_SUPPORTED', 'invalid-input'],
    ['TEAPOT', 'internal'],
  ] as const)("turns tRPC's own %s into %s", (code, expected) => {
    expect(toAppError(new TRPCError({ code: code as 'NOT_FOUND', message: 'internal text' })).code).toBe(
      expected,
    );
  });

  it('unwraps a result: the value, or the refusal as an error', () => {
    expect(unwrap({ ok: true, value: 7 })).toBe(7);
    expect(() => unwrap(refuse('conflict', 'Taken.'))).toThrow(AppError);
  });
});
