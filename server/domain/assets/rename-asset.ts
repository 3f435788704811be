import { ok, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import { ASSET_NOT_FOUND } from './asset-refusals';
import type { AssetDeps } from './ports';

/** Cues that were made from it keep their own names. */
export async function renameAsset(
  deps: AssetDeps,
  actor: Actor,
  { assetId, name }: { assetId: string; name: string },
): Promise<Result<{ assetId: string }>> {
  return deps.atomically(async ({ assets, audit }) => {
    const asset = await assets.find(actor.workspaceId, assetId);
    if (asset === null) return ASSET_NOT_FOUND;
    if (asset.name !== name) {
      await assets.rename(assetId, name);
      await recordAudit(audit, deps, actor, {
        action: 'asset.rename',
        detail: { from: asset.name, to: name },
      });
    }
    return ok({ assetId });
  });
}
