import type { AssetView } from '@/lib/core/contract/asset';
import { ASSET_KIND_NAMES } from '@/lib/core/contract/asset-limits';
import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import { assetNameOf } from '@/lib/core/asset/asset-name';
import { kindByName } from '@/lib/core/asset/asset-types';
import { recordAudit } from '../domain/audit/record-audit';
import type { AssetDeps } from '../domain/assets/ports';
import { UniqueViolation } from '../domain/unique-violation';
import type { AssetFacts } from './asset-facts';
import type { AssetFolder } from './asset-folder';
import type { Inspector } from './inspector';
import type { UploadNotes } from './read-uploads';

export interface FinishDeps {
  folder: AssetFolder;
  inspector: Pick<Inspector, 'inspect'>;
  domain: Pick<AssetDeps, 'assets' | 'atomically' | 'nowMs' | 'newId'>;
}

/**
 * All bytes of an upload have come: looks at them, puts the file in its place and makes it an asset under the upload's id.
 * The file first, the row last: what dies between is swept, and may be finished again. What the workspace has already is
 * not kept twice. A refused upload is thrown away.
 */
export async function finishUpload(
  deps: FinishDeps,
  assetId: string,
  notes: UploadNotes,
): Promise<Result<AssetView>> {
  const { folder, domain } = deps;
  const upload = folder.uploadPath(assetId);
  const [fileDraft, thumbnailDraft] = [
    folder.draftPath(assetId, 'file'),
    folder.draftPath(assetId, 'thumbnail'),
  ];
  const inspected = await deps.inspector.inspect({ upload, fileDraft, thumbnailDraft });
  const judged = inspected.ok ? (lie(inspected.value, notes.fileName) ?? inspected) : inspected;
  if (!judged.ok) {
    await folder.removeUpload(assetId);
    return judged;
  }
  const facts = judged.value;
  const known = await domain.assets.findByContent(notes.workspaceId, facts.sha256);
  if (known !== null) {
    await folder.removeUpload(assetId);
    return ok(known);
  }
  if (facts.hasThumbnail) await folder.adopt(thumbnailDraft, assetId, 'thumbnail');
  await folder.adopt(facts.stored === 'upload' ? upload : fileDraft, assetId, 'file');
  const result = await insertRow(deps, assetId, { facts, notes });
  await folder.removeUpload(assetId);
  return result;
}

async function insertRow(
  { folder, domain }: FinishDeps,
  assetId: string,
  { facts, notes }: { facts: AssetFacts; notes: UploadNotes },
): Promise<Result<AssetView>> {
  const { workspaceId, userId, userName, fileName } = notes;
  const { stored: _, ...view } = facts;
  const asset = { assetId, workspaceId, name: assetNameOf(fileName), ...view };
  try {
    return ok(
      await domain.atomically(async ({ assets, audit }) => {
        const row = await assets.insert(asset);
        await recordAudit(
          audit,
          domain,
          { userId, name: userName, workspaceId },
          {
            action: 'asset.add',
            detail: { asset: assetId, name: asset.name, kind: asset.kind, bytes: asset.bytes },
          },
        );
        return row;
      }),
    );
  } catch (error) {
    await folder.remove(assetId);
    const known =
      error instanceof UniqueViolation ? await domain.assets.findByContent(workspaceId, facts.sha256) : null;
    if (known === null) throw error;
    return ok(known);
  }
}

/** A file whose name says one thing and whose content is another. Containers of sound and pictures share their endings. */
function lie({ kind }: AssetFacts, fileName: string): ReturnType<typeof refuse> | null {
  const said = kindByName(fileName);
  const isClip = (some: typeof said): boolean => some === 'video' || some === 'audio';
  if (said === null || said === kind || (isClip(said) && isClip(kind))) return null;
  return refuse(
    'invalid-input',
    `The name of this file says “${ASSET_KIND_NAMES[said]}”, its content is “${ASSET_KIND_NAMES[kind]}”. Give it the right ending, then upload it again.`,
  );
}
