import type { Logo } from '@/lib/core/contract/logo';
import type { FlatPaint } from '@/lib/core/contract/scene-document';
import type { ShowState } from '@/lib/core/contract/show-state';
import { flatPaint } from '@/lib/core/layout/flat-paint';

/** What the slate says: the show's title and brand, and that it goes on. */
export interface SlateArt {
  title: string;
  background: FlatPaint;
  logo: Logo;
}

/** The brand is that of the show's first scene, so that a change of scene is no new slate. */
export function slateArt(state: ShowState): SlateArt {
  const document = state.scenes[0]?.document;
  return {
    title: state.title,
    background: document ? flatPaint(document.background) : { kind: 'color', color: '#14161c' },
    logo: document?.logo ?? { kind: 'none' },
  };
}

/** Equal for equal art: by it the gateway's slate is compared with ours. 32 bits of FNV-1a, and the version of the drawing. */
export function slateIdOf(art: SlateArt): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(art)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return `art1-${(hash >>> 0).toString(16)}`;
}
