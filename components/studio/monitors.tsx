'use client';

import { TrackVideo } from '@/components/shared/track-video';
import { classNames } from '@/components/ui/class-names';
import { FreeEditor } from './free-editor';
import { previewedScene } from './model/scene-of';
import { MonitorFrame } from './monitor-frame';
import { ProgramMonitor } from './program-monitor';
import { useShow, useStudio } from './studio-context';

/**
 * In px, what a window holds over and under the monitors: the bars, one row of people, and the rundown, which is taller once
 * there is one. On a very wide window the layouts and the switches share a row. The monitors get the rest, whatever comes
 * and goes below them.
 */
const UNPLANNED = '[--below:500px] xl:[--below:518px] min-[1720px]:[--below:470px]';
const PLANNED = '[--below:552px] xl:[--below:576px] min-[1720px]:[--below:528px]';

/** What viewers see, large; in studio mode beside what they see next. */
export function Monitors() {
  const { switching, rundown } = useShow();
  const isStudio = switching.mode === 'studio';
  return (
    <div
      className={classNames(
        'mx-auto grid w-full gap-3',
        isStudio
          ? 'sm:grid-cols-2 lg:max-w-[min(100%,calc((100dvh-var(--below))*32/9))]'
          : 'lg:max-w-[min(100%,calc((100dvh-var(--below))*16/9))]',
        rundown.items.length > 0 ? PLANNED : UNPLANNED,
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
