import { ok, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import type { ShowDeps, ShowDestinationRow, ShowRow } from './ports';
import { SHOW_NOT_FOUND } from './show-not-found';

export interface ShowDetail extends ShowRow {
  destinations: ShowDestinationRow[];
}

/** One show of the actor's workspace with its destinations. */
export async function getShow(
  deps: Pick<ShowDeps, 'shows'>,
  actor: Pick<Actor, 'workspaceId'>,
  input: { showId: string },
): Promise<Result<ShowDetail>> {
  const show = await deps.shows.find(actor.workspaceId, input.showId);
  if (show === null) return SHOW_NOT_FOUND;
  return ok({ ...show, destinations: await deps.shows.listDestinations(input.showId) });
}
