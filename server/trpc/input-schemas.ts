import { z } from 'zod';
import { ACCOUNT } from '@/lib/core/access/account-rules';
import { LIMITS } from '@/lib/core/contract/limits';

/** Ids are ours, so anything else is a mistake or an attack. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'This is not an id.');

/** Control characters break logs, halves of surrogate pairs break JSON in PostgreSQL; nobody types either. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** One line of text that a person typed. */
export function lineSchema(charsMax: number, missing: string) {
  return z
    .string()
    .trim()
    .min(1, missing)
    .max(charsMax, `Use at most ${charsMax} characters.`)
    .refine((text) => !UNPRINTABLE.test(text), 'This contains characters that cannot be shown.');
}

export const titleSchema = lineSchema(LIMITS.titleChars, 'Give the show a title.');
export const nameSchema = lineSchema(LIMITS.nameChars, 'Enter a name.');

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(ACCOUNT.emailCharsMax, 'This address is too long.')
  .pipe(z.email('Enter an email address, such as sam@example.org.'));

export const passwordSchema = z
  .string()
  .min(ACCOUNT.passwordCharsMin, `Use at least ${ACCOUNT.passwordCharsMin} characters.`)
  .max(ACCOUNT.passwordCharsMax, `Use at most ${ACCOUNT.passwordCharsMax} characters.`);

/** Dates that PostgreSQL and calendars agree on; a typing error in the year is caught here. */
export const dateSchema = z
  .date()
  .min(new Date('2000-01-01T00:00:00Z'), 'This date is too long ago.')
  .max(new Date('2100-01-01T00:00:00Z'), 'This date is too far away.');

/** A secret from a link: base64url, checked against its hash. */
export const tokenSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,128}$/, 'This link is incomplete. Copy it again.');

/** Stream keys go verbatim into an RTMP command: printable ASCII, no spaces. */
export const streamKeySchema = z
  .string()
  .trim()
  .max(512, 'A stream key has at most 512 characters.')
  .regex(/^[\x21-\x7e]*$/, 'A stream key has no spaces or special letters. Copy it again.');

export const ingestUrlSchema = z
  .string()
  .trim()
  .min(1, 'Enter the address.')
  .max(512, 'The address is too long.');

export const workspaceRoleSchema = z.enum(['owner', 'admin', 'producer', 'host', 'viewer']);
