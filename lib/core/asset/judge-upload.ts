import { ASSET_KIND_NAMES, ASSET_LIMITS } from '../contract/asset-limits';
import { ok, refuse, type Result } from '../contract/error-codes';
import type { AssetKind } from '../contract/asset';
import { kindByName, TAKEN_TYPES_TEXT } from './asset-types';

/** Wrong for one of our names, right for refusing early: those whose content is never taken. */
const NEVER: Readonly<Record<string, string>> = {
  svg: 'SVG files can carry programs, so they are not taken. Export it as PNG at the size you need.',
  mov: 'MOV files play in some browsers only. Export it as MP4 with H.264.',
  mkv: 'MKV files do not play in browsers. Export it as MP4 or WebM.',
  heic: 'HEIC pictures do not show in browsers. Export it as JPEG.',
  pdf: 'Documents are not taken. Export the page as PNG.',
};

/**
 * Whether an upload may begin, by what it says of itself. The same in the browser, which spares people the way, and on
 * the server, which decides. @param bytes - whole number.
 */
export function judgeUpload({ fileName, bytes }: { fileName: string; bytes: number }): Result<AssetKind> {
  const extension = /\.([A-Za-z0-9]+)$/.exec(fileName.trim())?.[1]?.toLowerCase() ?? '';
  const never = Object.hasOwn(NEVER, extension) ? NEVER[extension] : undefined;
  if (never !== undefined) return refuse('invalid-input', never);
  const kind = kindByName(fileName);
  if (kind === null) return refuse('invalid-input', `This kind of file is not taken. ${TAKEN_TYPES_TEXT}`);
  if (!Number.isSafeInteger(bytes) || bytes <= 0) return refuse('invalid-input', 'This file is empty.');
  return judgeSize(kind, bytes) ?? ok(kind);
}

/** null: it fits. */
export function judgeSize(kind: AssetKind, bytes: number): ReturnType<typeof refuse> | null {
  const bytesMax = ASSET_LIMITS.bytesMax[kind];
  if (bytes <= bytesMax) return null;
  return refuse(
    'too-large',
    `This ${ASSET_KIND_NAMES[kind]} is larger than ${megabytes(bytesMax)} MB. Make it smaller, then upload it again.`,
  );
}

/** What a workspace has, and what its unfinished uploads hold of its room. */
export interface LibraryUse {
  assets: number;
  bytes: number;
  uploads: number;
  uploadBytes: number;
}

/** null: there is room for another file of this size. */
export function judgeRoom(
  use: LibraryUse,
  { bytes, quotaBytes }: { bytes: number; quotaBytes: number },
): ReturnType<typeof refuse> | null {
  if (use.uploads >= ASSET_LIMITS.uploadsMax)
    return refuse(
      'limit-reached',
      `${ASSET_LIMITS.uploadsMax} uploads of this workspace have not ended. Finish or cancel some first.`,
    );
  if (use.assets + use.uploads >= ASSET_LIMITS.assetsMax)
    return refuse(
      'limit-reached',
      `The library holds at most ${ASSET_LIMITS.assetsMax} files. Delete some first.`,
    );
  if (use.bytes + use.uploadBytes + bytes <= quotaBytes) return null;
  const left = Math.max(0, quotaBytes - use.bytes - use.uploadBytes);
  return refuse(
    'limit-reached',
    `The library has ${megabytes(left)} MB left of ${megabytes(quotaBytes)} MB. Delete files that are not used, or ask the operator for a larger ASSETS_QUOTA_GB.`,
  );
}

const megabytes = (bytes: number): string =>
  Math.floor(bytes / 1_000_000).toLocaleString('en', { useGrouping: true });
