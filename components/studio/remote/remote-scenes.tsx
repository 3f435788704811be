'use client';

import { useCallback } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { SceneView } from '@/lib/core/contract/show-state';
import { paintStill } from '@/lib/browser/paint/paint-still';
import type { StudioAction } from '../model/actions/studio-action';
import { PLACE_SPOKEN, scenePlace } from '../model/scene-place';
import { pressAction } from '../press-action';
import { SCENE_BORDER, ScenePlaceBadge } from '../scene-place-badge';
import { useDesk, useShow } from '../studio-context';
import { RemoteSection } from './remote-section';
import { SceneSketch } from './scene-sketch';

/** Every scene as a card to press: into the preview in studio mode, on program at once in direct mode. */
export function RemoteScenes({ actions }: { actions: readonly StudioAction[] }) {
  const { scenes, switching } = useShow();
  const isStudio = switching.mode === 'studio';
  return (
    <RemoteSection
      id="scenes"
      title="Scenes"
      aside={
        <span className="text-sm text-ink-3">
          {isStudio ? 'A press puts it in preview' : 'A press puts it on program at once'}
        </span>
      }
    >
      <ol className="grid grid-cols-2 gap-2.5 lg:max-xl:grid-cols-3 2xl:grid-cols-3">
        {scenes.map((scene) => (
          <li key={scene.sceneId}>
            <SceneButton
              scene={scene}
              choose={actions.find(
                ({ id }) => id === `${isStudio ? 'scene.preview' : 'scene.activate'}:${scene.sceneId}`,
              )}
            />
          </li>
        ))}
      </ol>
    </RemoteSection>
  );
}

function SceneButton({ scene, choose }: { scene: SceneView; choose: StudioAction | undefined }) {
  const show = useShow();
  const { sceneId, name } = scene;
  const place = scenePlace(show, sceneId);
  const isCurrent = sceneId === (show.switching.previewSceneId ?? show.programSceneId);
  return (
    <button
      type="button"
      aria-current={isCurrent}
      aria-label={`${name}${PLACE_SPOKEN[place]}`}
      aria-disabled={!choose?.isAvailable}
      onClick={() => choose && pressAction(choose)}
      className={classNames(
        'relative block w-full touch-manipulation rounded-md border-2 bg-surface-2 p-1 text-left transition-transform active:scale-[.97]',
        SCENE_BORDER[place],
        !choose?.isAvailable && place === 'none' && 'opacity-60',
      )}
    >
      <span className="relative block aspect-video overflow-hidden rounded-sm">
        <SceneSketch sceneId={sceneId} />
        <ScenePicture sceneId={sceneId} />
      </span>
      <span className="block truncate px-1 pt-1.5 pb-1 font-[580]">{name}</span>
      <ScenePlaceBadge place={place} className="absolute top-2 left-2 text-[10px]" />
    </button>
  );
}

/** An engine shows each scene in turn, LIMITS.scenesMax of them in less than a minute: what is older shows nothing any more. */
const STALE_MS = 60_000;

/** The scene as the engine draws it, over the sketch; comes while a studio draws the program, and goes with it. */
function ScenePicture({ sceneId }: { sceneId: string }) {
  const { connection } = useDesk();
  const show = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (!canvas) return undefined;
      let stale: ReturnType<typeof setTimeout>;
      const stop = connection.onScenePicture((picture) => {
        if (picture.sceneId !== sceneId) return;
        void paintStill(canvas, picture.jpeg);
        clearTimeout(stale);
        stale = setTimeout(() => delete canvas.dataset.painted, STALE_MS);
      });
      return () => {
        clearTimeout(stale);
        stop();
      };
    },
    [connection, sceneId],
  );
  return (
    <canvas
      ref={show}
      width={336}
      height={189}
      aria-hidden
      className="absolute inset-0 size-full opacity-0 data-painted:opacity-100"
    />
  );
}
