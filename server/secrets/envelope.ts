import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Envelope encryption: each secret has its own random data key, and only that key is wrapped by the master key. So a
 * master key can be changed by re-wrapping 32 bytes per secret, and no two secrets share a key.
 * Text form: `v1.<wrapped data key>.<secret>`, each part base64url of nonce (12) + ciphertext + tag (16).
 */
export function encryptSecret(masterKey: string, plain: string, boundTo: string): string {
  const dataKey = randomBytes(KEY_BYTES);
  const wrapped = seal(readMasterKey(masterKey), dataKey, `${VERSION}.key.${boundTo}`);
  const sealed = seal(dataKey, Buffer.from(plain, 'utf8'), `${VERSION}.secret.${boundTo}`);
  return [VERSION, wrapped.toString('base64url'), sealed.toString('base64url')].join('.');
}

/**
 * @param boundTo - what the secret belongs to (a destination's id): a value copied onto another row does not open.
 * @throws when the text was changed, belongs elsewhere, or was made with another master key.
 */
export function decryptSecret(masterKey: string, envelope: string, boundTo: string): string {
  const [version, wrapped, sealed, ...rest] = envelope.split('.');
  if (version !== VERSION || wrapped === undefined || sealed === undefined || rest.length > 0)
    throw new Error('The stored secret has an unknown form.');
  const dataKey = open(
    readMasterKey(masterKey),
    Buffer.from(wrapped, 'base64url'),
    `${VERSION}.key.${boundTo}`,
  );
  return open(dataKey, Buffer.from(sealed, 'base64url'), `${VERSION}.secret.${boundTo}`).toString('utf8');
}

/** `....4f2a`: the last four characters, and none of a secret so short that they would give it away. */
export function secretHint(plain: string): string {
  return plain.length >= HINT_FROM_CHARS ? plain.slice(-4) : '';
}

const VERSION = 'v1';
const KEY_BYTES = 32;
/** NIST SP 800-38D: 96-bit nonces. Random is safe here, because a data key seals exactly one message. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HINT_FROM_CHARS = 8;

function readMasterKey(masterKey: string): Buffer {
  const key = Buffer.from(masterKey, 'base64url');
  if (key.length !== KEY_BYTES) throw new Error('MASTER_KEY must be 32 bytes in base64url.');
  return key;
}

function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('The stored secret is too short.');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}
