'use client';

import { TrackVideo } from '@/components/shared/track-video';
import { classNames } from '@/components/ui/class-names';
import { FreeEditor } from './free-editor';
import { previewedScene } from './model/scene-of';
import { MonitorFrame } from './monitor-frame';
import { ProgramMonitor } from './program-monitor';
import { useShow, useStudio } from './studio-context';

/** What viewers see, large; in studio mode beside what they see next. */
export function Monitors() {
  const isStudio = useShow().switching.mode === 'studio';
  return (
    <div
      className={classNames(
        'mx-auto grid w-full gap-3',
        isStudio
          ? 'sm:grid-cols-2 lg:max-w-[min(100%,calc((100dvh-420px)*32/9))]'
          : 'lg:max-w-[min(100%,calc((100dvh-534px)*16/9))]',
      )}
    >
      {isStudio && <PreviewMonitor />}
      <ProgramMonitor />
    </div>
  );
}

function PreviewMonitor() {
  const { compositor } = useStudio();
  const scene = previewedScene(useShow());
  return (
    <section aria-label="Preview" className="min-w-0">
      <MonitorFrame title="PREVIEW" tone="preview" note={scene?.name}>
        <TrackVideo
          track={compositor.previewTrack}
          aria-label="Preview picture"
          data-testid="preview-video"
          className="stage-ground size-full"
        />
        {scene && <FreeEditor key={scene.sceneId} scene={scene} />}
      </MonitorFrame>
    </section>
  );
}
