'use client';

import { Button } from '@/components/ui/button';
import { useStore } from '@/lib/browser/realtime/use-store';
import { canSendH264, H264_REMEDY } from '@/lib/browser/whip/h264-support';
import { NoticeBar } from './notice-bar';
import { useMay, useShow, useStudio } from './studio-context';

/**
 * What keeps this page from being fully in charge for as long as it is open: another browser draws the program, or this
 * one lacks something. Stands at the foot of the column, where it moves nothing when it comes or goes.
 */
export function StandingNotice() {
  const { phase } = useShow();
  const { engine, compositor } = useStudio();
  const { role } = useStore(engine);
  const mayPublish = useMay('studio.publishProgram');
  // Who may not publish is never on air from here.
  if (!mayPublish) return null;
  if (role.status === 'standby')
    return (
      <NoticeBar
        className={AT_FOOT}
        action={
          <Button size="small" onClick={engine.takeOver}>
            {phase.status === 'live' ? 'Take over on air' : 'Draw it here'}
          </Button>
        }
      >
        {role.name} draws the program. This browser is on standby and takes over if that one is lost.
      </NoticeBar>
    );
  if (!canSendH264())
    return (
      <NoticeBar className={AT_FOOT}>
        This browser cannot put the show on air: it lacks H.264 video. {H264_REMEDY}
      </NoticeBar>
    );
  if (compositor.needsVisiblePage)
    return (
      <NoticeBar className={AT_FOOT}>
        Keep this tab visible while you are on air: this browser draws the program in the page, and slows it
        down when nobody sees it.
      </NoticeBar>
    );
  return null;
}

const AT_FOOT = 'sticky bottom-0 z-10';
