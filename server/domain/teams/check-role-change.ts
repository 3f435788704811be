import { can } from '@/lib/core/access/can';
import { refuse, type Refusal } from '@/lib/core/contract/error-codes';
import type { WorkspaceRole } from '../actor';

interface RoleChange {
  actorRole: WorkspaceRole;
  /** Of the member who is changed. */
  before: WorkspaceRole;
  /** null: the member leaves. */
  after: WorkspaceRole | null;
  ownerCount: number;
}

/** Owners are changed by owners only, and a workspace never loses its last one. null: go ahead. */
export function checkRoleChange(change: RoleChange): { ok: false; error: Refusal } | null {
  const touchesOwner = change.before === 'owner' || change.after === 'owner';
  if (touchesOwner && !can(change.actorRole, 'team.transfer')) {
    return refuse('forbidden', 'Only an owner can add, change or remove an owner.');
  }
  if (change.before === 'owner' && change.after !== 'owner' && change.ownerCount <= 1) {
    return refuse('conflict', 'A workspace needs an owner. Make somebody else an owner first.');
  }
  return null;
}
