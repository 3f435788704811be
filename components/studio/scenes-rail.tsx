'use client';

import { Plus } from 'lucide-react';
import { Eyebrow } from '@/components/ui/eyebrow';
import { IconButton } from '@/components/ui/icon-button';
import type { StudioAction } from './model/studio-actions';
import { SceneCard } from './scene-card';
import { useShow } from './studio-context';
import { useThumbnails } from './use-thumbnails';

export function ScenesRail({ actions }: { actions: StudioAction[] }) {
  const { scenes } = useShow();
  const register = useThumbnails();
  const add = actions.find(({ id }) => id === 'scene.add');
  return (
    <aside
      aria-label="Scenes"
      className="order-2 flex min-h-0 flex-col gap-2 border-line bg-surface-1 p-2.5 max-xl:border-y lg:order-none lg:col-start-1 lg:max-xl:row-start-3 xl:border-r"
    >
      <div className="flex h-6 items-center touch:h-11 justify-between">
        <Eyebrow>Scenes</Eyebrow>
        {add?.isAvailable && (
          <IconButton label="Add a scene" icon={<Plus />} size="small" onClick={add.run} className="size-6" />
        )}
      </div>
      <ol className="flex min-h-0 gap-2 overflow-auto max-xl:pb-1 xl:flex-col [&>li]:max-xl:w-[168px] [&>li]:max-xl:shrink-0">
        {scenes.map((scene, index) => (
          <li key={scene.sceneId}>
            <SceneCard
              scene={scene}
              activate={actions.find(({ id }) => id === `scene.activate:${scene.sceneId}`)}
              isLast={scenes.length === 1}
              register={register}
              index={index}
            />
          </li>
        ))}
      </ol>
    </aside>
  );
}
