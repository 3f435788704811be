'use client';

import { Plus, Wallpaper } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import type { AssetView } from '@/lib/core/contract/asset';
import type { Paint } from '@/lib/core/contract/scene-document';
import { LIMITS } from '@/lib/core/contract/limits';
import { newCue } from '../model/cue-text';
import { editedScene } from '../model/scene-of';
import { useMay, useSend, useShow } from '../studio-context';

/** What a show does with a file: plays it, or has it behind a scene. */
export function AssetActions({ asset }: { asset: AssetView }) {
  const state = useShow();
  const send = useSend();
  const mayAdd = useMay('media.add');
  const cue = newCue(asset, '');
  if (!mayAdd || !cue) return null;
  const isFull = state.media.items.length >= LIMITS.mediaItemsMax;
  const { assetId, kind } = asset;
  const background: Paint | null =
    kind === 'video'
      ? { kind: 'video', assetId }
      : kind === 'image'
        ? { kind: 'image', assetId, fit: 'cover' }
        : null;
  const scene = background ? editedScene(state) : undefined;
  return (
    <div className="flex gap-1.5">
      <Button
        size="small"
        className="min-w-0 flex-1"
        aria-label={`Add ${asset.name} to the show`}
        reason={isFull ? `A show has at most ${LIMITS.mediaItemsMax} clips. Remove one first.` : null}
        onClick={() => send({ ...cue, mediaId: crypto.randomUUID() })}
      >
        <Plus aria-hidden /> Add
      </Button>
      {scene && background && (
        <IconButton
          size="small"
          label={`${kind === 'video' ? 'Loop' : 'Put'} ${asset.name} behind ${scene.name}`}
          icon={<Wallpaper />}
          onClick={() => send({ type: 'scene.setBackground', sceneId: scene.sceneId, background })}
        />
      )}
    </div>
  );
}
