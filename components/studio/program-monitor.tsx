'use client';

import { TrackVideo } from '@/components/shared/track-video';
import { classNames } from '@/components/ui/class-names';
import { useStore } from '@/lib/browser/realtime/use-store';
import { describeShedding } from './model/health';
import { activeScene } from './model/scene-of';
import { useServerNow, useShow, useStudio } from './studio-context';

const COUNTDOWN_MS = 200;

/** The picture that viewers get, drawn in this browser. */
export function ProgramMonitor() {
  const state = useShow();
  const { compositor, engine } = useStudio();
  const view = useStore(engine);
  const stats = view.compositor;
  const shed = stats && describeShedding(stats.shedding);
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
      className="mx-auto w-full lg:max-w-[min(100%,calc((100dvh-430px)*16/9))]"
    >
      <div className="mb-1.5 flex h-6 items-center justify-between gap-3">
        <b
          className={classNames(
            'text-xs font-[750] tracking-[.08em]',
            isOnAir ? 'text-air-bright' : 'text-ink-2',
          )}
        >
          {isOnAir ? 'PROGRAM · ON AIR' : 'PROGRAM'}
        </b>
        <span className="flex min-w-0 gap-2 text-sm text-ink-3 tabular-nums">
          <span role="status" className="truncate text-warn">
            {shed}
          </span>
          <span className="truncate">
            {activeScene(state)?.name}
            {stats && ` · ${stats.fps.toFixed(1)} fps · ${stats.frameMsP50.toFixed(1)} ms`}
          </span>
        </span>
      </div>
      <div
        className={classNames(
          'relative aspect-video overflow-hidden rounded-md outline-2 outline-solid',
          isOnAir
            ? 'outline-air-bright shadow-[0_0_0_5px_color-mix(in_srgb,var(--air-bright)_14%,transparent)]'
            : 'outline-line-strong',
        )}
      >
        <TrackVideo
          track={compositor.monitorTrack}
          aria-label="Program picture"
          data-testid="program-video"
          className="stage-ground size-full"
        />
        {state.phase.status === 'countdown' && <Countdown liveAtMs={state.phase.liveAtMs} />}
      </div>
    </section>
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
