import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';
import { errorCode, errorFields, errorText } from './error-text';

const answered = (data: unknown) =>
  TRPCClientError.from({ error: { code: -32000, message: 'select * from "User"', data } } as never);

it('shows only what the server wrote for people', () => {
  const error = answered({ code: 'conflict', message: 'That name is taken.', fields: { name: 'Taken' } });
  expect([errorText(error), errorCode(error), errorFields(error)]).toEqual([
    'That name is taken.',
    'conflict',
    { name: 'Taken' },
  ]);
});

it.each([
  [
    'a lost connection',
    TRPCClientError.from(new TypeError('fetch failed 10.0.0.1:3000')),
    "We couldn't reach the server. Check that Stream Buddy is running, then try again.",
  ],
  ['an answer without user text', answered({}), 'Something went wrong on our side. Try again in a moment.'],
  [
    'a mistake of the page',
    new Error('x is not a function'),
    'Something went wrong on our side. Try again in a moment.',
  ],
])('never shows the raw message of %s', (_, error, text) => {
  expect(errorText(error)).toBe(text);
  expect(errorCode(error)).toBeNull();
});
