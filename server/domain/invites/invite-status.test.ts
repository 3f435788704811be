import { describe, expect, it } from 'vitest';
import { inviteStatus, type InviteStatus } from './invite-status';

const NOW_MS = 1_000_000;
const open = { expiresAt: null, maxUses: null, revokedAt: null, uses: 0 };

describe('inviteStatus', () => {
  it.each<[name: string, invite: typeof open | object, status: InviteStatus]>([
    ['without limits', { uses: 1_000 }, 'open'],
    ['with one use left', { uses: 4, maxUses: 5 }, 'open'],
    ['with no use left', { uses: 5, maxUses: 5 }, 'used-up'],
    ['a millisecond before its end', { expiresAt: new Date(NOW_MS + 1) }, 'open'],
    ['at its end', { expiresAt: new Date(NOW_MS) }, 'expired'],
    [
      'revoked, expired and used up',
      { revokedAt: new Date(0), expiresAt: new Date(0), uses: 5, maxUses: 5 },
      'revoked',
    ],
    ['expired and used up', { expiresAt: new Date(0), uses: 5, maxUses: 5 }, 'expired'],
  ])('calls a link %s', (_name, changes, status) => {
    expect(inviteStatus({ ...open, ...changes }, NOW_MS)).toBe(status);
  });
});
