import { mkdtemp, rm, stat, writeFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets, secretsFromEnv, secretsToEnv } from './secrets-file';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sb-secrets-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

describe('loadSecrets', () => {
  it('makes the file once, readable by its owner only, and reads the same values ever after', async () => {
    const first = await loadSecrets(dataDir, {});
    expect((await stat(path.join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect(await loadSecrets(dataDir, {})).toEqual(first);
    expect(new Set(Object.values(first)).size).toBe(7);
  });

  it('gives two first starts at once the same secrets, and leaves no draft behind', async () => {
    const [a, b] = await Promise.all([loadSecrets(dataDir, {}), loadSecrets(dataDir, {})]);
    expect(a).toEqual(b);
    expect(await readdir(dataDir)).toEqual(['secrets.json']);
  });

  it('prefers the environment, and names a wrong value without showing it', async () => {
    const masterKey = Buffer.alloc(32, 7).toString('base64url');
    expect((await loadSecrets(dataDir, { MASTER_KEY: masterKey })).masterKey).toBe(masterKey);
    const wrong = loadSecrets(dataDir, { MASTER_KEY: 'hunter2' });
    await expect(wrong).rejects.toThrow(/MASTER_KEY/);
    await expect(wrong).rejects.not.toThrow(/hunter2/);
  });

  it('never replaces a broken file, because it may hold the only master key', async () => {
    await writeFile(path.join(dataDir, 'secrets.json'), '{ "authSecret": ');
    await expect(loadSecrets(dataDir, {})).rejects.toThrow(/backup/);
  });

  it('travels through the environment of a child unchanged', async () => {
    const secrets = await loadSecrets(dataDir, {});
    expect(secretsFromEnv(secretsToEnv(secrets))).toEqual(secrets);
  });
});
