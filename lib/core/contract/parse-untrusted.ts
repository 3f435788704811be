import type { z } from 'zod';

export type Parsed<T> =
  { success: true; data: T } | { success: false; error: { issues: readonly z.core.$ZodIssue[] } };

/**
 * Parses what a stranger sent: the only way a schema may meet a message that tRPC does not parse. zod's length checks look
 * at whatever has a `length`, and `{"length":{"toString":{}}}` cannot be compared with a number: `safeParse` then throws,
 * and a throw in a socket's listener ends the process for everybody.
 * @returns a failure in its place, without issues. Never throws.
 */
export function parseUntrusted<T>(schema: z.ZodType<T>, raw: unknown): Parsed<T> {
  try {
    return schema.safeParse(raw);
  } catch {
    /* A value that cannot even be looked at is not what the schema describes. */
    return { success: false, error: { issues: [] } };
  }
}
