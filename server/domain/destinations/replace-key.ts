import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import { presetOf } from './check-address';
import { DESTINATION_NOT_FOUND } from './destination-refusals';
import { effectiveKey } from './effective-key';
import { notifyShows } from './notify-shows';
import type { DestinationDeps } from './ports';

/** Puts another stream key in place of the old one, which is gone for good. */
export async function replaceKey(
  deps: DestinationDeps,
  actor: Actor,
  input: { destinationId: string; key: string },
): Promise<Result<{ destinationId: string; keyHint: string }>> {
  const { destinationId } = input;
  const result = await deps.atomically(async ({ destinations, audit }) => {
    const row = await destinations.find(actor.workspaceId, destinationId);
    const preset = row === null ? null : presetOf(row.platform, deps);
    if (row === null || preset === null) return DESTINATION_NOT_FOUND;
    if (preset.needsKey && input.key === '')
      return refuse('invalid-input', `${preset.label} needs a stream key.`);
    const key = effectiveKey(preset, input.key, destinationId);
    const keyHint = deps.vault.hint(key);
    await destinations.setKey(destinationId, { encryptedKey: deps.vault.seal(key, destinationId), keyHint });
    await recordAudit(audit, deps, actor, {
      action: 'destination.replaceKey',
      detail: { destination: destinationId, name: row.name },
    });
    return ok({ destinationId, keyHint });
  });
  if (result.ok) await notifyShows(deps, await deps.destinations.listShowIds(destinationId));
  return result;
}
