import { ok, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import { checkAddress, presetOf } from './check-address';
import { DESTINATION_NOT_FOUND, refusingTakenName } from './destination-refusals';
import { notifyShows } from './notify-shows';
import type { DestinationDeps } from './ports';

export interface UpdateDestinationInput {
  destinationId: string;
  name: string;
  url: string;
  backupUrl: string | null;
}

/** Changes name and addresses; the key stays. Shows on air reconnect this destination alone. */
export async function updateDestination(
  deps: DestinationDeps,
  actor: Actor,
  input: UpdateDestinationInput,
): Promise<Result<{ destinationId: string }>> {
  const { destinationId, name, url, backupUrl } = input;
  const result = await refusingTakenName(() =>
    deps.atomically(async ({ destinations, audit }) => {
      const row = await destinations.find(actor.workspaceId, destinationId);
      const preset = row === null ? null : presetOf(row.platform, deps);
      if (row === null || preset === null) return DESTINATION_NOT_FOUND;
      const refusal = checkAddress(preset, input);
      if (refusal !== null) return refusal;
      await destinations.update(destinationId, { name, url, backupUrl });
      await recordAudit(audit, deps, actor, {
        action: 'destination.update',
        detail: { destination: destinationId, name, url, nameBefore: row.name, urlBefore: row.url },
      });
      return ok({ destinationId });
    }),
  );
  if (result.ok) await notifyShows(deps, await deps.destinations.listShowIds(destinationId));
  return result;
}
