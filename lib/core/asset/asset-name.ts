import { ASSET_LIMITS } from '../contract/asset-limits';

/** Folders, control characters, halves of surrogate pairs and what turns the direction of text around. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** The name under which a file is listed: its own, without folder and ending, cut to what a list shows. Never empty. */
export function assetNameOf(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? '';
  const shown = base
    .normalize('NFC')
    .replace(UNSHOWABLE, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .trim();
  return [...shown].slice(0, ASSET_LIMITS.nameChars).join('').trim() || 'Untitled';
}
