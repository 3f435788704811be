import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { ShowDeps } from './ports';
import { SHOW_NOT_FOUND } from './show-not-found';

/** Puts a show away without losing anything of it. A show on air stays where it is. */
export async function archiveShow(
  deps: ShowDeps,
  actor: Actor,
  input: { showId: string },
): Promise<Result<{ showId: string }>> {
  return deps.atomically(async ({ shows, audit }) => {
    const show = await shows.find(actor.workspaceId, input.showId);
    if (show === null) return SHOW_NOT_FOUND;
    if (show.liveSince !== null)
      return refuse('wrong-phase', 'This show is on air. End it, then archive it.');
    if (show.archivedAt !== null) return ok({ showId: input.showId });
    await shows.setArchived(input.showId, new Date(deps.nowMs()));
    await recordAudit(audit, deps, actor, {
      action: 'show.archive',
      showId: input.showId,
      detail: { title: show.title },
    });
    return ok({ showId: input.showId });
  });
}

/** Brings an archived show back. */
export async function restoreShow(
  deps: ShowDeps,
  actor: Actor,
  input: { showId: string },
): Promise<Result<{ showId: string }>> {
  return deps.atomically(async ({ shows, audit }) => {
    const show = await shows.find(actor.workspaceId, input.showId);
    if (show === null) return SHOW_NOT_FOUND;
    if (show.archivedAt === null) return ok({ showId: input.showId });
    await shows.setArchived(input.showId, null);
    await recordAudit(audit, deps, actor, {
      action: 'show.restore',
      showId: input.showId,
      detail: { title: show.title },
    });
    return ok({ showId: input.showId });
  });
}
