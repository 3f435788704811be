import { assetUrl, type AssetKind } from '../contract/asset';
import type { SceneDocument } from '../contract/scene-document';
import { DEFAULT_BACKGROUND } from './new-scene-document';
import { placeInFile, type SceneFileProblem } from './scene-file';
import type { NamedScene } from './scene-template';

/** A file of the library that a scene shows. */
export interface SceneAsset {
  part: 'background' | 'logo';
  assetId: string;
  kind: Extract<AssetKind, 'image' | 'video'>;
}

/** The files of the library that a scene shows by itself; those of its graphics and its clip belong to the show. */
export function sceneAssets({ background, logo }: Pick<SceneDocument, 'background' | 'logo'>): SceneAsset[] {
  const assets: SceneAsset[] = [];
  if (background.kind === 'image' || background.kind === 'video')
    assets.push({ part: 'background', assetId: background.assetId, kind: background.kind });
  const before = assetUrl('');
  if (logo.kind === 'image' && logo.dataUrl.startsWith(before))
    assets.push({ part: 'logo', assetId: logo.dataUrl.slice(before.length), kind: 'image' });
  return assets;
}

/**
 * Scenes as they can be imported where `library` is all there is: a background that is not in it becomes the one that new
 * scenes have, a logo is left out. `missing` says of each where it was and what is there instead, as user text.
 * @param library - the kind of each file by its id.
 */
export function withoutMissingAssets(
  scenes: readonly NamedScene[],
  library: ReadonlyMap<string, AssetKind>,
): { scenes: NamedScene[]; missing: SceneFileProblem[] } {
  const missing: SceneFileProblem[] = [];
  const kept = scenes.map(({ name, document }, index): NamedScene => {
    const gone = sceneAssets(document).filter(({ assetId, kind }) => library.get(assetId) !== kind);
    for (const { part, kind } of gone)
      missing.push({ place: placeInFile(index, name), reason: MISSING_TEXT[part](kind) });
    const parts = new Set(gone.map(({ part }) => part));
    return {
      name,
      document: {
        ...document,
        ...(parts.has('background') ? { background: DEFAULT_BACKGROUND } : {}),
        ...(parts.has('logo') ? { logo: { kind: 'none' } } : {}),
      },
    };
  });
  return { scenes: kept, missing };
}

const MISSING_TEXT: Readonly<Record<SceneAsset['part'], (kind: SceneAsset['kind']) => string>> = {
  background: (kind) =>
    `The ${kind === 'video' ? 'clip' : 'image'} behind it is not in this workspace's library. The scene has the usual background instead: upload the file and choose it there.`,
  logo: () =>
    "Its logo is not in this workspace's library. The scene has none now: upload the file and choose it there.",
};
