'use client';

import { ArrowDown, ArrowUp, Copy, Ellipsis, FileDown, Pencil, RadioTower, Trash2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/dropdown-menu';
import { Kbd } from '@/components/ui/kbd';
import type { SceneView } from '@/lib/core/contract/show-state';
import { movedBy } from './model/moved-by';
import { PLACE_SPOKEN, scenePlace } from './model/scene-place';
import { whyNotRemove } from './model/actions/scene-actions';
import type { StudioAction } from './model/actions/studio-action';
import { RenameDialog } from './rename-dialog';
import { SCENE_BORDER, ScenePlaceBadge } from './scene-place-badge';
import { HolderBadge } from './team/edit-guard';
import { useMay, useSend, useShow } from './studio-context';
import type { RegisterThumbnail } from './use-thumbnails';

export interface SceneCardProps {
  scene: SceneView;
  /** Puts it in preview in studio mode, else on program. */
  choose: StudioAction | undefined;
  onExport: () => void;
  index: number;
  register: RegisterThumbnail;
}

export function SceneCard({ scene, choose, onExport, index, register }: SceneCardProps) {
  const show = useShow();
  const { scenes, switching } = show;
  const send = useSend();
  const mayEdit = useMay('scene.rename');
  const mayReorder = useMay('scene.reorder');
  const sceneIds = scenes.map((known) => known.sceneId);
  const earlier = movedBy(sceneIds, scene.sceneId, -1);
  const later = movedBy(sceneIds, scene.sceneId, 1);
  const reorder = (order: string[]) => send({ type: 'scene.reorder', sceneIds: order });
  const [isRenaming, setIsRenaming] = useState(false);
  const { sceneId, name } = scene;
  const place = scenePlace(show, sceneId);
  const isCurrent = sceneId === (switching.previewSceneId ?? show.programSceneId);
  const canvasRef = useCallback(
    (canvas: HTMLCanvasElement | null) => register(sceneId, canvas),
    [register, sceneId],
  );
  return (
    <div
      className={classNames(
        'group relative rounded-md border-[1.5px] bg-surface-2 p-[5px]',
        SCENE_BORDER[place],
      )}
    >
      <button
        type="button"
        aria-current={isCurrent}
        aria-label={`${name}${PLACE_SPOKEN[place]}`}
        aria-disabled={!isCurrent && !choose?.isAvailable}
        title={(!isCurrent && choose?.reason) || undefined}
        onClick={() => choose?.isAvailable && choose.run()}
        className="block w-full rounded-sm text-left"
      >
        <canvas
          ref={canvasRef}
          width={336}
          height={189}
          aria-hidden
          className="stage-ground block aspect-video w-full rounded-sm"
        />
        <span className="flex h-[26px] items-center gap-2 px-[3px] pt-1 text-sm font-[550]">
          <span className="min-w-0 flex-1 truncate">{name}</span>
          {choose?.shortcut ? <Kbd className="max-sm:hidden">{index + 1}</Kbd> : null}
        </span>
      </button>
      <ScenePlaceBadge place={place} className="absolute top-[9px] left-[9px]" />
      <HolderBadge
        subject={`scene:${sceneId}`}
        className="absolute right-[9px] bottom-[34px] h-[18px] max-w-[80%]"
      />
      {mayEdit && (
        <DropdownMenu
          trigger={
            <button
              type="button"
              aria-label={`Options for ${name}`}
              className="absolute top-[9px] right-[9px] grid size-6 place-items-center rounded-[5px] bg-scrim text-ink-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 touch:size-9 touch:opacity-100"
            >
              <Ellipsis className="size-4" />
            </button>
          }
        >
          <MenuItem onSelect={() => setIsRenaming(true)}>
            <Pencil /> Rename
          </MenuItem>
          <MenuItem
            onSelect={() => send({ type: 'scene.duplicate', sceneId, newSceneId: crypto.randomUUID() })}
          >
            <Copy /> Duplicate
          </MenuItem>
          {mayReorder && (
            <MenuItem
              reason={earlier ? null : 'It is the first scene already.'}
              onSelect={() => earlier && reorder(earlier)}
            >
              <ArrowUp /> Move up
            </MenuItem>
          )}
          {mayReorder && (
            <MenuItem
              reason={later ? null : 'It is the last scene already.'}
              onSelect={() => later && reorder(later)}
            >
              <ArrowDown /> Move down
            </MenuItem>
          )}
          <MenuItem onSelect={onExport}>
            <FileDown /> Export to a file
          </MenuItem>
          {switching.mode === 'studio' && (
            <MenuItem
              reason={sceneId === show.programSceneId ? 'This scene is on program already.' : null}
              onSelect={() => send({ type: 'scene.activate', sceneId, cut: true })}
            >
              <RadioTower /> Cut to program
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem
            tone="danger"
            reason={whyNotRemove(show, sceneId)}
            onSelect={() => send({ type: 'scene.remove', sceneId })}
          >
            <Trash2 /> Remove
          </MenuItem>
        </DropdownMenu>
      )}
      {isRenaming && (
        <RenameDialog
          title="Rename scene"
          label="Scene name"
          subject={`scene:${sceneId}/name`}
          name={name}
          onClose={() => setIsRenaming(false)}
          onRename={(next) => send({ type: 'scene.rename', sceneId, name: next })}
        />
      )}
    </div>
  );
}
