'use client';

import { TrackVideo } from '@/components/shared/track-video';
import { Pill } from '@/components/ui/pill';
import { itemOf } from '@/lib/core/media/program-media';
import { isPlaying, leftMs } from '@/lib/core/media/playback';
import { useStore } from '@/lib/browser/realtime/use-store';
import { FreeEditor } from './free-editor';
import { leftText } from './model/cue-text';
import { describeShedding } from './model/health';
import { activeScene } from './model/scene-of';
import { MonitorFrame } from './monitor-frame';
import { useServerNow, useShow, useStudio } from './studio-context';

const COUNTDOWN_MS = 200;

/** The picture that viewers get, drawn in this browser. */
export function ProgramMonitor() {
  const state = useShow();
  const { compositor, engine } = useStudio();
  const view = useStore(engine);
  const stats = view.compositor;
  const shed = stats && describeShedding(stats.shedding);
  const scene = activeScene(state);
  const isOnAir = state.phase.status === 'live' || state.phase.status === 'ending';
  return (
    <section
      aria-label="Program"
      data-phase={state.phase.status}
      data-role={view.role.status}
      data-whip={view.whip.status}
      data-fps={stats?.fps.toFixed(1) ?? '0'}
      data-frame-ms={stats?.frameMsP95.toFixed(1) ?? '0'}
      data-renderer={stats?.renderer ?? ''}
      className="min-w-0"
    >
      <MonitorFrame
        title={isOnAir ? 'PROGRAM · ON AIR' : 'PROGRAM'}
        tone={isOnAir ? 'air' : 'idle'}
        note={
          <>
            <span role="status" className="mr-2 text-warn">
              {shed}
            </span>
            {scene?.name}
            {stats && ` · ${stats.fps.toFixed(1)} fps`}
            {stats && <span className="lg:max-xl:hidden"> · {stats.frameMsP50.toFixed(1)} ms</span>}
          </>
        }
      >
        <TrackVideo
          track={compositor.monitorTrack}
          aria-label="Program picture"
          data-testid="program-video"
          className="stage-ground size-full"
        />
        {scene && state.switching.mode === 'direct' && <FreeEditor key={scene.sceneId} scene={scene} />}
        <ClipCountdown />
        {state.phase.status === 'countdown' && <Countdown liveAtMs={state.phase.liveAtMs} />}
      </MonitorFrame>
    </section>
  );
}

/** How long a clip still plays, where everybody looks. */
function ClipCountdown() {
  const { media } = useShow();
  const { playing } = media;
  const item = playing?.stoppedAtMs === null ? itemOf(media, playing.mediaId) : undefined;
  const nowMs = useServerNow(item ? COUNTDOWN_MS : null);
  if (!item || !isPlaying(playing, item, nowMs)) return null;
  return (
    <Pill tone="accent" role="timer" className="absolute right-2 bottom-2 max-w-[70%] tabular-nums">
      <span className="truncate">{item.name}</span>
      {playing && leftText(leftMs(playing, item, nowMs), item)}
    </Pill>
  );
}

function Countdown({ liveAtMs }: { liveAtMs: number }) {
  const nowMs = useServerNow(COUNTDOWN_MS);
  const seconds = Math.max(0, Math.ceil((liveAtMs - nowMs) / 1_000));
  return (
    <div role="timer" className="absolute inset-0 grid place-items-center bg-scrim">
      <div className="text-center">
        <p className="text-lg font-[620] text-ink-2">{seconds > 0 ? 'Live in' : 'Connecting the program'}</p>
        {seconds > 0 && <p className="text-[96px] leading-none font-[720] tabular-nums">{seconds}</p>}
      </div>
    </div>
  );
}
