import { ok, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { ShowDeps } from './ports';
import { SHOW_NOT_FOUND } from './show-not-found';

/** Sets, moves or (with null) clears the time of a show. */
export async function scheduleShow(
  deps: ShowDeps,
  actor: Actor,
  input: { showId: string; scheduledAt: Date | null },
): Promise<Result<{ showId: string }>> {
  return deps.atomically(async ({ shows, audit }) => {
    const show = await shows.find(actor.workspaceId, input.showId);
    if (show === null) return SHOW_NOT_FOUND;
    await shows.setSchedule(input.showId, input.scheduledAt);
    await recordAudit(audit, deps, actor, {
      action: 'show.schedule',
      showId: input.showId,
      detail: { from: show.scheduledAt?.toISOString() ?? null, to: input.scheduledAt?.toISOString() ?? null },
    });
    return ok({ showId: input.showId });
  });
}
