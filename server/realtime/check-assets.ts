import type { AssetView } from '@/lib/core/contract/asset';
import { refuse, type Refusal } from '@/lib/core/contract/error-codes';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import { sceneAssets, type SceneAsset } from '@/lib/core/scene/scene-assets';
import { placeInFile } from '@/lib/core/scene/scene-file';

/** What a show must know of a file before it uses it. */
export type AssetFacts = Pick<AssetView, 'kind' | 'hasSound' | 'durationMs'>;

/** The library, as far as running shows ask it. Rejects when it does not answer. */
export interface AssetShelf {
  find(workspaceId: string, assetId: string): Promise<AssetFacts | null>;
}

/** Does this command make the show use a file of the library? Then `checkAssets` must be asked before it is done. */
export const namesAsset = (command: ShowCommand): boolean =>
  command.type === 'media.add' ||
  (command.type === 'scene.setBackground' && 'assetId' in command.background) ||
  (command.type === 'scene.import' && importedAssets(command).length > 0);

/**
 * Files of other workspaces are not for this show, and what a command says of a file must be what the library knows (ME1, SC8).
 * @returns why the command may not be done, or null.
 */
export async function checkAssets(
  command: ShowCommand,
  workspaceId: string,
  shelf: AssetShelf,
): Promise<Refusal | null> {
  if (command.type === 'media.add') {
    const facts = await shelf.find(workspaceId, command.assetId);
    if (!facts) return GONE;
    const isTrue =
      facts.kind === command.kind &&
      facts.hasSound === command.hasSound &&
      (command.kind === 'image' || facts.durationMs === command.durationMs);
    return isTrue ? null : NOT_AS_SAID;
  }
  if (command.type === 'scene.setBackground' && 'assetId' in command.background) {
    const { kind, assetId } = command.background;
    const facts = await shelf.find(workspaceId, assetId);
    if (!facts) return GONE;
    return facts.kind === kind ? null : NOT_AS_SAID;
  }
  if (command.type === 'scene.import') return checkImport(command, workspaceId, shelf);
  return null;
}

type ImportCommand = Extract<ShowCommand, { type: 'scene.import' }>;

/** SC8: the studio has taken out what it does not find; what is still named must be there. */
async function checkImport(
  command: ImportCommand,
  workspaceId: string,
  shelf: AssetShelf,
): Promise<Refusal | null> {
  const known = new Map<string, AssetFacts | null>();
  for (const { assetId, kind, part, place } of importedAssets(command)) {
    const facts = known.get(assetId) ?? (await shelf.find(workspaceId, assetId));
    known.set(assetId, facts);
    if (facts?.kind !== kind)
      return refuse(
        'not-found',
        `${place}: the file of its ${part} is not in the library of the workspace. Upload it and import the scenes again.`,
      ).error;
  }
  return null;
}

const importedAssets = ({ scenes, logos }: ImportCommand): (SceneAsset & { place: string })[] =>
  scenes.flatMap(({ sceneId, name, document }, index) => {
    const logo = logos.find(({ sceneIds }) => sceneIds.includes(sceneId))?.logo ?? document.logo;
    return sceneAssets({ ...document, logo }).map((asset) => ({ ...asset, place: placeInFile(index, name) }));
  });

const GONE: Refusal = refuse(
  'not-found',
  'This file is not in the library of the workspace any more. Choose another, or upload it again.',
).error;
const NOT_AS_SAID: Refusal = refuse(
  'invalid-input',
  'The library knows this file otherwise. Reload the page and choose it again.',
).error;
