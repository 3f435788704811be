'use client';

import { Ellipsis, FileDown, FileUp, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { DropdownMenu, MenuItem } from '@/components/ui/dropdown-menu';
import { Eyebrow } from '@/components/ui/eyebrow';
import { IconButton } from '@/components/ui/icon-button';
import { SortableArea, SortableItem } from '@/components/ui/sortable';
import type { StudioAction } from './model/actions/studio-action';
import { HolderBadge } from './team/edit-guard';
import { SceneCard } from './scene-card';
import { useMay, useSend, useShow } from './studio-context';
import { useOrderHold } from './team/use-order-hold';
import { useThumbnails } from './use-thumbnails';

export interface ScenesRailProps {
  actions: StudioAction[];
  onExport: (sceneIds: string[]) => void;
}

export function ScenesRail({ actions, onExport }: ScenesRailProps) {
  const { scenes } = useShow();
  const register = useThumbnails();
  const send = useSend();
  const { isFixed, ...order } = useOrderHold('order:scenes');
  const mayReorder = useMay('scene.reorder') && !isFixed;
  const group = { id: 'scenes', items: scenes.map(({ sceneId, name }) => ({ id: sceneId, name })) };
  const named = (actionId: string) => actions.find(({ id }) => id === actionId);
  const add = named('scene.add');
  return (
    <aside
      aria-label="Scenes"
      className="flex min-h-0 flex-col gap-2 border-line bg-surface-1 p-2.5 max-lg:border-y lg:border-r"
    >
      <div className="flex h-6 items-center touch:h-11 justify-between">
        <Eyebrow>Scenes</Eyebrow>
        <HolderBadge subject="order:scenes" className="ml-2 h-[18px] max-w-24" />
        <span className="flex gap-1">
          <DropdownMenu
            trigger={
              <IconButton
                label="Options for scenes"
                icon={<Ellipsis />}
                size="small"
                variant="ghost"
                hasTooltip={false}
                className="size-6"
              />
            }
          >
            <FileItem action={named('scene.import')} icon={<FileUp />} />
            <FileItem action={named('scene.export-all')} icon={<FileDown />} />
          </DropdownMenu>
          {add?.isAvailable && (
            <IconButton
              label="Add a scene"
              icon={<Plus />}
              size="small"
              onClick={add.run}
              className="size-6"
            />
          )}
        </span>
      </div>
      <SortableArea
        id="scenes"
        groups={[group]}
        onDragging={order.onDragging}
        onReorder={(sceneIds) => send({ type: 'scene.reorder', sceneIds })}
      >
        <ol className="flex min-h-0 gap-2 overflow-auto max-lg:pb-1 lg:flex-col [&>li]:max-lg:w-[168px] [&>li]:max-lg:shrink-0">
          {scenes.map((scene, index) => (
            <SortableItem
              key={scene.sceneId}
              id={scene.sceneId}
              groupId={group.id}
              name={scene.name}
              isFixed={!mayReorder || scenes.length === 1}
              handleClassName="top-[9px] right-[38px]"
            >
              <SceneCard
                scene={scene}
                choose={named(`scene.preview:${scene.sceneId}`) ?? named(`scene.activate:${scene.sceneId}`)}
                onExport={() => onExport([scene.sceneId])}
                register={register}
                index={index}
              />
            </SortableItem>
          ))}
        </ol>
      </SortableArea>
    </aside>
  );
}

function FileItem({ action, icon }: { action: StudioAction | undefined; icon: ReactNode }) {
  if (!action) return null;
  return (
    <MenuItem reason={action.reason} onSelect={action.run}>
      {icon} {action.label}
    </MenuItem>
  );
}
