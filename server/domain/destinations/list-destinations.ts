import type { Actor } from '../actor';
import type { DestinationDeps, DestinationRow } from './ports';

/** The workspace's destinations by name, without their keys. */
export async function listDestinations(
  deps: Pick<DestinationDeps, 'destinations'>,
  actor: Pick<Actor, 'workspaceId'>,
): Promise<DestinationRow[]> {
  return deps.destinations.list(actor.workspaceId);
}
