import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import { mentionsAsset, type AssetUse } from '@/lib/core/asset/find-asset-uses';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import { ASSET_NOT_FOUND } from './asset-refusals';
import type { AssetDeps } from './ports';

/** Named in a refusal; more than these are counted. */
const NAMED_MAX = 3;
/** A file that more shows use than this is simply in use. */
const SHOWS_MAX = 20;

/**
 * Deletes a file for good, unless something needs it: then it is refused with the names of what does. The row goes first:
 * a file without a row is swept later, a row without a file would promise what is gone.
 */
export async function removeAsset(
  deps: AssetDeps,
  actor: Actor,
  { assetId }: { assetId: string },
): Promise<Result<{ assetId: string }>> {
  const asset = await deps.assets.find(actor.workspaceId, assetId);
  if (asset === null) return ASSET_NOT_FOUND;
  const users = await namesOfUsers(deps, actor.workspaceId, assetId);
  if (users.length > 0) {
    const more = users.length > NAMED_MAX ? ` and ${users.length - NAMED_MAX} more` : '';
    return refuse(
      'conflict',
      `“${asset.name}” is in use: ${users.slice(0, NAMED_MAX).join(', ')}${more}. Take it out there first.`,
    );
  }
  await deps.atomically(async ({ assets, audit }) => {
    await assets.remove(assetId);
    await recordAudit(audit, deps, actor, {
      action: 'asset.remove',
      detail: { asset: assetId, name: asset.name, kind: asset.kind },
    });
  });
  await deps.assetFiles.remove(assetId);
  return ok({ assetId });
}

async function namesOfUsers(deps: AssetDeps, workspaceId: string, assetId: string): Promise<string[]> {
  const shows = await deps.assetUsers.findShows(workspaceId, assetId, SHOWS_MAX);
  const inShows = shows.flatMap(({ title, uses }) =>
    uses.map((use) => `${PARTS[use.part](use)} of “${title}”`),
  );
  const brand = await deps.brands.find(workspaceId);
  return mentionsAsset(brand, assetId) ? ["the workspace's brand", ...inShows] : inShows;
}

const PARTS: Readonly<Record<AssetUse['part'], (use: AssetUse) => string>> = {
  scene: ({ name }) => `scene “${name}”`,
  graphic: ({ name }) => `graphic “${name}”`,
  media: ({ name }) => `cue “${name}”`,
  brand: () => 'the brand',
};
