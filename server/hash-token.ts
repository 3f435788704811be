import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: guessing is hopeless, so a plain fast hash is enough to store. */
const TOKEN_BYTES = 32;

/** A secret for a link or a seat: base64url, 43 characters. Shown once; only `hashToken` of it is stored. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** sha-256 in hex: what the database keeps of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
