import { ok, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { ShowDeps } from './ports';
import { SHOW_NOT_FOUND } from './show-not-found';

/** Gives a show another title, also while it is live. The address of its watch page stays: links are out already. */
export async function renameShow(
  deps: ShowDeps,
  actor: Actor,
  input: { showId: string; title: string },
): Promise<Result<{ showId: string }>> {
  const result = await deps.atomically(async ({ shows, audit }) => {
    const show = await shows.find(actor.workspaceId, input.showId);
    if (show === null) return SHOW_NOT_FOUND;
    await shows.setTitle(input.showId, input.title);
    await recordAudit(audit, deps, actor, {
      action: 'show.rename',
      showId: input.showId,
      detail: { from: show.title, to: input.title },
    });
    return ok({ showId: input.showId });
  });
  if (result.ok) await deps.liveShows.rename(input.showId, input.title);
  return result;
}
