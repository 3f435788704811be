import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import { LIMITS } from '@/lib/core/contract/limits';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { ShowDeps } from './ports';
import { SHOW_NOT_FOUND } from './show-not-found';

/** Replaces the set of destinations of a show; allowed while live, where the change reaches the relays at once. */
export async function setShowDestinations(
  deps: ShowDeps,
  actor: Actor,
  input: { showId: string; destinationIds: string[] },
): Promise<Result<{ showId: string }>> {
  const destinationIds = [...new Set(input.destinationIds)];
  if (destinationIds.length > LIMITS.destinationsMax) {
    return refuse('limit-reached', `A show goes to at most ${LIMITS.destinationsMax} destinations.`);
  }
  const known = await deps.shows.listDestinationIds(actor.workspaceId, destinationIds);
  if (known.length !== destinationIds.length) {
    return refuse('not-found', 'One of these destinations was removed. Reload the page, then choose again.');
  }
  const result = await deps.atomically(async ({ shows, audit }) => {
    const show = await shows.find(actor.workspaceId, input.showId);
    if (show === null) return SHOW_NOT_FOUND;
    await shows.setDestinations(input.showId, destinationIds);
    await recordAudit(audit, deps, actor, {
      action: 'show.setDestinations',
      showId: input.showId,
      detail: { destinations: destinationIds },
    });
    return ok({ showId: input.showId });
  });
  if (result.ok) await deps.liveShows.destinationsChanged(input.showId);
  return result;
}
