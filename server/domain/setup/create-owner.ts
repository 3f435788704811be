import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import { recordAudit } from '../audit/record-audit';
import type { SetupDeps } from './ports';

export interface CreateOwnerInput {
  name: string;
  email: string;
  password: string;
  workspaceName: string;
}

/** Creates the first person and the workspace, exactly once in the life of an installation. */
export async function createOwner(
  deps: SetupDeps,
  input: CreateOwnerInput,
): Promise<Result<{ userId: string }>> {
  // Asked before hashing, so that a stranger cannot make a closed installation burn CPU on argon2.
  if (await deps.setup.isSetUp()) return SETUP_CLOSED;
  const passwordHash = await deps.passwords.hash(input.password);
  return deps.atomically(async ({ setup, audit }) => {
    await setup.lock();
    if (await setup.isSetUp()) return SETUP_CLOSED;
    const userId = deps.newId();
    const workspaceId = deps.newId();
    await setup.insertOwner({
      userId,
      name: input.name,
      email: input.email,
      passwordHash,
      workspaceId,
      workspaceName: input.workspaceName,
    });
    const actor = { userId, name: input.name, workspaceId };
    await recordAudit(audit, deps, actor, {
      action: 'setup.createOwner',
      detail: { workspace: input.workspaceName },
    });
    return ok({ userId });
  });
}

const SETUP_CLOSED = refuse(
  'setup-closed',
  'This installation has an owner already. Sign in, or ask them to invite you.',
);
