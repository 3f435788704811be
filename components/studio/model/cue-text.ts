import type { AssetView } from '@/lib/core/contract/asset';
import { LIMITS } from '@/lib/core/contract/limits';
import type { MediaItem } from '@/lib/core/contract/media';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { SceneView } from '@/lib/core/contract/show-state';
import { durationText } from '../rundown/duration-text';

type NamedScene = Pick<SceneView, 'sceneId' | 'name'>;

/** `0:48 · loops`, `picture · then Talk` */
export function cueText(item: MediaItem, scenes: readonly NamedScene[]): string {
  return [
    item.durationMs === null ? 'until you stop it' : durationText(item.durationMs),
    item.loop ? 'loops' : null,
    item.muted && item.hasSound ? 'muted' : null,
    item.loop ? null : thenText(item, scenes),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** What follows by itself; null: nothing. */
function thenText({ then }: MediaItem, scenes: readonly NamedScene[]): string | null {
  if (then.kind === 'stop') return null;
  if (then.kind === 'next-scene') return 'then the next scene';
  const scene = scenes.find(({ sceneId }) => sceneId === then.sceneId);
  return scene ? `then ${scene.name}` : 'its next scene is gone';
}

/** `0:12 left`; of one that ends only by hand, that it plays. */
export function leftText(leftMs: number | null, { loop }: Pick<MediaItem, 'loop'>): string {
  if (leftMs === null) return loop ? 'plays over and over' : 'shows until you stop it';
  // As a clock that counts down: 0:01 until the very end.
  return `${durationText(Math.ceil(leftMs / 1_000) * 1_000)} left`;
}

const FADE_MS = 300;

/** A file of the library as a cue with what most of its kind are used for; null for a font. */
export function newCue(
  asset: AssetView,
  mediaId: string,
): Extract<ShowCommand, { type: 'media.add' }> | null {
  const { assetId, kind, hasSound, durationMs } = asset;
  if (kind === 'font') return null;
  return {
    ...{ type: 'media.add', mediaId, assetId, kind, hasSound },
    name: asset.name.trim().slice(0, LIMITS.nameChars) || 'Clip',
    durationMs: kind === 'image' ? null : durationMs,
    ...{ gainDb: 0, muted: false, loop: false, fadeMs: FADE_MS },
    ...({ fit: 'contain', then: { kind: 'stop' } } as const),
  };
}
