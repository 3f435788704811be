import { assetUrl } from '../contract/asset';
import type { ShowState } from '../contract/show-state';

/** A part of a show that needs a file of the library, as people call it. */
export interface AssetUse {
  part: 'scene' | 'graphic' | 'brand' | 'media';
  /** Of the scene, graphic or cue; empty for the brand. */
  name: string;
}

/** Where a show uses a file. The last scene that is still fading out counts as what it was: nothing. */
export function findAssetUses(state: ShowState, assetId: string): AssetUse[] {
  const uses: AssetUse[] = [];
  for (const { name, document } of state.scenes)
    if (mentionsAsset(document, assetId)) uses.push({ part: 'scene', name });
  for (const { name, spec } of state.graphics)
    if (mentionsAsset(spec, assetId)) uses.push({ part: 'graphic', name });
  for (const item of state.media.items)
    if (mentionsAsset(item, assetId)) uses.push({ part: 'media', name: item.name });
  for (const item of state.media.items)
    if (mentionsAsset(item.assetId, assetId)) uses.push({ part: 'media', name: item.name });
  if (mentionsAsset(state.brand, assetId)) uses.push({ part: 'brand', name: '' });
  return uses;
}

/** Whether a value of the contract refers to a file: by its id, its address, or as a font. */
export function mentionsAsset(value: unknown, assetId: string): boolean {
  if (typeof value === 'string')
    return value === assetId || value === assetUrl(assetId) || value === `asset:${assetId}`;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((part) => mentionsAsset(part, assetId));
}
