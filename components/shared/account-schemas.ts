import { z } from 'zod';
import { ACCOUNT } from '@/lib/core/access/account-rules';
import { LIMITS } from '@/lib/core/contract/limits';

/** The numbers are the server's (lib/core), so a form never promises what the server refuses. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1, 'Enter your name, as others will see it.')
  .max(LIMITS.nameChars, `Use at most ${LIMITS.nameChars} characters.`);

export const newPasswordSchema = z
  .string()
  .min(ACCOUNT.passwordCharsMin, `Use at least ${ACCOUNT.passwordCharsMin} characters.`)
  .max(ACCOUNT.passwordCharsMax, `Use at most ${ACCOUNT.passwordCharsMax} characters.`);

export const emailSchema = z
  .email('Enter an email address, such as sam@example.org.')
  .max(ACCOUNT.emailCharsMax);
