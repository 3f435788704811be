import { describe, expect, it } from 'vitest';
import { createOwner } from './create-owner';
import type { NewOwner, SetupDeps } from './ports';

const INPUT = { name: 'Ada', email: 'ada@example.org', password: 'correct horse', workspaceName: 'Studio' };

describe('createOwner', () => {
  it('hashes nothing once the installation is set up, so that strangers cannot burn its CPU', async () => {
    const { deps, hashed, owners } = world({ isSetUp: [true] });
    expect(await createOwner(deps, INPUT)).toMatchObject({ ok: false, error: { code: 'setup-closed' } });
    expect({ hashed, owners }).toEqual({ hashed: [], owners: [] });
  });

  it('asks again under the lock: somebody else may have been faster', async () => {
    const { deps, owners } = world({ isSetUp: [false, true] });
    expect(await createOwner(deps, INPUT)).toMatchObject({ ok: false, error: { code: 'setup-closed' } });
    expect(owners).toEqual([]);
  });

  it('stores the hash, never the password', async () => {
    const { deps, owners } = world({ isSetUp: [false, false] });
    expect(await createOwner(deps, INPUT)).toMatchObject({ ok: true });
    expect(owners).toMatchObject([{ email: 'ada@example.org', passwordHash: 'hash of 13 characters' }]);
    expect(JSON.stringify(owners)).not.toContain(INPUT.password);
  });
});

function world({ isSetUp }: { isSetUp: boolean[] }): {
  deps: SetupDeps;
  hashed: string[];
  owners: NewOwner[];
} {
  const hashed: string[] = [];
  const owners: NewOwner[] = [];
  const setup = {
    isSetUp: () => Promise.resolve(isSetUp.shift() ?? true),
    lock: () => Promise.resolve(),
    insertOwner: (owner: NewOwner) => Promise.resolve(void owners.push(owner)),
  };
  const deps: SetupDeps = {
    setup,
    nowMs: () => 1_000,
    newId: () => 'id1',
    passwords: {
      hash: (password) => {
        hashed.push(password);
        return Promise.resolve(`hash of ${password.length} characters`);
      },
    },
    atomically: (work) => work({ setup, audit: { append: () => Promise.resolve() } }),
  };
  return { deps, hashed, owners };
}
