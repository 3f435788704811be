'use client';

import { Button } from '@/components/ui/button';
import { useStore } from '@/lib/browser/realtime/use-store';
import { canSendH264, H264_REMEDY } from '@/lib/browser/whip/h264-support';
import { useMay, useShow, useShowView, useStudio } from './studio-context';

/** What keeps this page from being fully in charge: connection lost, or another browser draws the program. */
export function LinkBanner() {
  const { link } = useShowView();
  const { phase } = useShow();
  const { engine, room, compositor } = useStudio();
  const { role, hasFailed } = useStore(engine);
  const roomView = useStore(room);
  const mayPublish = useMay('studio.publishProgram');
  if (hasFailed)
    return (
      <Banner
        action={
          <Button size="small" variant="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        The program stopped in this browser. Reload the page; guests keep their places.
      </Banner>
    );
  if (link.status === 'reconnecting')
    return (
      <Banner>
        Connection to the server lost. The program goes on; your changes are sent when it is back.
      </Banner>
    );
  if (roomView.room.status === 'reconnecting')
    return <Banner>Connection to the guests lost. Reconnecting.</Banner>;
  if (role.status === 'standby' && mayPublish)
    return (
      <Banner
        action={
          <Button size="small" onClick={engine.takeOver}>
            {phase.status === 'live' ? 'Take over on air' : 'Draw it here'}
          </Button>
        }
      >
        {role.name} draws the program. This browser is on standby and takes over if that one is lost.
      </Banner>
    );
  if (!canSendH264())
    return <Banner>This browser cannot put the show on air: it lacks H.264 video. {H264_REMEDY}</Banner>;
  if (compositor.needsVisiblePage)
    return (
      <Banner>
        Keep this tab visible while you are on air: this browser draws the program in the page, and slows it
        down when nobody sees it.
      </Banner>
    );
  return null;
}

function Banner({ children, action }: { children: React.ReactNode; action?: React.ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 rounded-md border border-line bg-surface-1 px-3 py-2 text-ink-2"
    >
      <span className="flex-1">{children}</span>
      {action}
    </div>
  );
}
