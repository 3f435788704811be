import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Platform } from '@/lib/core/presets/destination-presets';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import { checkAddress, presetOf } from './check-address';
import { DESTINATION_NOT_FOUND, refusingTakenName } from './destination-refusals';
import { effectiveKey } from './effective-key';
import type { DestinationDeps, DestinationRow } from './ports';

/** A person's list stays readable, and a script that runs wild is stopped. */
const DESTINATIONS_MAX = 200;

export interface CreateDestinationInput {
  platform: Platform;
  name: string;
  url: string;
  backupUrl: string | null;
  /** Empty where the platform needs none. */
  key: string;
}

/** Stores a destination. The key is encrypted before it reaches the database and never leaves through this door again. */
export async function createDestination(
  deps: DestinationDeps,
  actor: Actor,
  input: CreateDestinationInput,
): Promise<Result<DestinationRow>> {
  const preset = presetOf(input.platform, deps);
  if (preset === null) return DESTINATION_NOT_FOUND;
  const refusal = checkAddress(preset, input);
  if (refusal !== null) return refusal;
  if (preset.needsKey && input.key === '')
    return refuse('invalid-input', `${preset.label} needs a stream key.`);
  const destinationId = deps.newId();
  const key = effectiveKey(preset, input.key, destinationId);
  const { platform, name, url, backupUrl } = input;
  return refusingTakenName(() =>
    deps.atomically(async ({ destinations, audit }) => {
      if ((await destinations.count(actor.workspaceId)) >= DESTINATIONS_MAX) {
        return refuse('limit-reached', `A workspace has at most ${DESTINATIONS_MAX} destinations.`);
      }
      const row = await destinations.insert({
        ...{ destinationId, workspaceId: actor.workspaceId, platform, name, url, backupUrl },
        encryptedKey: deps.vault.seal(key, destinationId),
        keyHint: deps.vault.hint(key),
      });
      await recordAudit(audit, deps, actor, {
        action: 'destination.create',
        detail: { destination: destinationId, name, platform, url },
      });
      return ok(row);
    }),
  );
}
