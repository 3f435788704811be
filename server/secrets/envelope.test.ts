import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decryptSecret, encryptSecret, secretHint } from './envelope';

const masterKey = randomBytes(32).toString('base64url');

describe('envelope encryption', () => {
  it.each([['live_1234-abcd'], [''], ['schlüssel €'], ['x'.repeat(512)]])('gives back %j', (plain) => {
    expect(decryptSecret(masterKey, encryptSecret(masterKey, plain, 'd1'), 'd1')).toBe(plain);
  });

  it('never gives the same text twice, nor shows the secret', () => {
    const first = encryptSecret(masterKey, 'live_1234', 'd1');
    expect(first).not.toBe(encryptSecret(masterKey, 'live_1234', 'd1'));
    expect(first).not.toContain(Buffer.from('live_1234').toString('base64url'));
  });

  it('does not open with another master key, or on another row', () => {
    const envelope = encryptSecret(masterKey, 'live_1234', 'd1');
    expect(() => decryptSecret(randomBytes(32).toString('base64url'), envelope, 'd1')).toThrow();
    expect(() => decryptSecret(masterKey, envelope, 'd2')).toThrow();
  });

  it('refuses an envelope with any byte changed, cut, or of another form', () => {
    const envelope = encryptSecret(masterKey, 'live_1234', 'd1');
    const [version, wrapped, sealed] = envelope.split('.') as [string, string, string];
    for (const [part, build] of [
      [wrapped, (text: string) => `${version}.${text}.${sealed}`],
      [sealed, (text: string) => `${version}.${wrapped}.${text}`],
    ] as const) {
      const bytes = Buffer.from(part, 'base64url');
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(() => decryptSecret(masterKey, build(changed.toString('base64url')), 'd1')).toThrow();
      }
      expect(() =>
        decryptSecret(masterKey, build(bytes.subarray(0, 10).toString('base64url')), 'd1'),
      ).toThrow();
    }
    for (const text of ['', 'v1', 'v2.a.b', 'v1.a.b.c', 'live_1234'])
      expect(() => decryptSecret(masterKey, text, 'd1')).toThrow();
  });

  it('hints at long secrets only', () => {
    expect([secretHint('abcd-1234-4f2a'), secretHint('4f2a')]).toEqual(['4f2a', '']);
  });
});
