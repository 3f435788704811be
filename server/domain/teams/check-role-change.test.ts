import { describe, expect, it } from 'vitest';
import type { WorkspaceRole } from '../actor';
import { checkRoleChange } from './check-role-change';

describe('checkRoleChange', () => {
  const cases: [
    actor: WorkspaceRole,
    before: WorkspaceRole,
    after: WorkspaceRole | null,
    owners: number,
    code: string,
  ][] = [
    ['owner', 'viewer', 'owner', 1, 'ok'],
    ['owner', 'owner', 'viewer', 2, 'ok'],
    ['owner', 'owner', null, 2, 'ok'],
    ['owner', 'owner', 'owner', 1, 'ok'],
    ['owner', 'owner', 'admin', 1, 'conflict'],
    ['owner', 'owner', null, 1, 'conflict'],
    ['admin', 'viewer', 'admin', 1, 'ok'],
    ['admin', 'admin', 'viewer', 1, 'ok'],
    ['admin', 'viewer', null, 1, 'ok'],
    ['admin', 'viewer', 'owner', 1, 'forbidden'],
    ['admin', 'owner', 'viewer', 2, 'forbidden'],
    ['admin', 'owner', null, 2, 'forbidden'],
  ];
  it.each(cases)('%s changes %s to %s with %i owners: %s', (...row) => {
    const [actorRole, before, after, ownerCount, code] = row;
    expect(checkRoleChange({ actorRole, before, after, ownerCount })?.error.code ?? 'ok').toBe(code);
  });
});
