/** A random id, 128 bits in hexadecimal: `crypto.randomUUID` is missing in pages that were not loaded securely. */
export const randomId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
