import { ok, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import { DESTINATION_NOT_FOUND } from './destination-refusals';
import { notifyShows } from './notify-shows';
import type { DestinationDeps } from './ports';

/** Deletes a destination and its key. Shows on air stop sending to it; what it did in past broadcasts stays on record. */
export async function removeDestination(
  deps: DestinationDeps,
  actor: Actor,
  input: { destinationId: string },
): Promise<Result<{ destinationId: string }>> {
  const { destinationId } = input;
  // Read inside the transaction and kept: afterwards nobody knows which shows used it.
  let showIds: string[] = [];
  const result = await deps.atomically(async ({ destinations, audit }) => {
    const row = await destinations.find(actor.workspaceId, destinationId);
    if (row === null) return DESTINATION_NOT_FOUND;
    showIds = await destinations.listShowIds(destinationId);
    await destinations.remove(destinationId);
    await recordAudit(audit, deps, actor, {
      action: 'destination.remove',
      detail: { destination: destinationId, name: row.name, platform: row.platform },
    });
    return ok({ destinationId });
  });
  if (result.ok) await notifyShows(deps, showIds);
  return result;
}
