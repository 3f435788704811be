import type { AssetKind } from '../contract/asset';

interface AssetType {
  kind: AssetKind;
  /** What file choosers and people call it. */
  extensions: readonly string[];
}

/** Every type that the library takes, by its media type. Containers that hold sound or pictures stand under both. */
export const ASSET_TYPES: Readonly<Record<string, AssetType>> = {
  'image/png': { kind: 'image', extensions: ['png'] },
  'image/jpeg': { kind: 'image', extensions: ['jpg', 'jpeg'] },
  'image/webp': { kind: 'image', extensions: ['webp'] },
  'image/avif': { kind: 'image', extensions: ['avif'] },
  'image/gif': { kind: 'image', extensions: ['gif'] },
  'video/mp4': { kind: 'video', extensions: ['mp4', 'm4v'] },
  'video/webm': { kind: 'video', extensions: ['webm'] },
  'audio/mpeg': { kind: 'audio', extensions: ['mp3'] },
  'audio/mp4': { kind: 'audio', extensions: ['m4a'] },
  'audio/wav': { kind: 'audio', extensions: ['wav'] },
  'audio/ogg': { kind: 'audio', extensions: ['ogg', 'oga', 'opus'] },
  'audio/flac': { kind: 'audio', extensions: ['flac'] },
  'audio/webm': { kind: 'audio', extensions: ['weba'] },
  'font/woff2': { kind: 'font', extensions: ['woff2'] },
  'font/woff': { kind: 'font', extensions: ['woff'] },
  'font/ttf': { kind: 'font', extensions: ['ttf'] },
  'font/otf': { kind: 'font', extensions: ['otf'] },
};

/** For `<input accept>`: by name ending, since systems disagree on media types of sound and fonts. */
export const ASSET_EXTENSIONS: readonly string[] = Object.values(ASSET_TYPES).flatMap(
  ({ extensions }) => extensions,
);

export const TAKEN_TYPES_TEXT =
  'Images (PNG, JPEG, WebP, AVIF, GIF), video (MP4, WebM), sound (MP3, M4A, WAV, Ogg, FLAC) and fonts (WOFF2, WOFF, TTF, OTF) can be uploaded.';

/** What a file says it is by its name; null: nothing that the library takes. The content decides, this only hurries. */
export function kindByName(fileName: string): AssetKind | null {
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(fileName.trim())?.[1]?.toLowerCase();
  const type = Object.values(ASSET_TYPES).find(({ extensions }) => extensions.includes(extension ?? ''));
  return type?.kind ?? null;
}
