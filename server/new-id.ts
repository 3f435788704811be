import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 20 characters of 5 bits: 100 bits, so two never meet. No hyphen or capital, since ids are read out and typed. */
const ID_CHARS = 20;

/** A fresh id for anything. */
export function newId(): string {
  return Array.from(randomBytes(ID_CHARS), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
