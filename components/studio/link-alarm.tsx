'use client';

import { Button } from '@/components/ui/button';
import { useStore } from '@/lib/browser/realtime/use-store';
import { NoticeBar } from './notice-bar';
import { useShowView, useStudio } from './studio-context';

/** What has just been lost: the program of this browser, the server, or the guests. */
export function LinkAlarm() {
  const { link } = useShowView();
  const { engine, room } = useStudio();
  const { hasFailed } = useStore(engine);
  const roomView = useStore(room);
  if (hasFailed)
    return (
      <NoticeBar
        action={
          <Button size="small" variant="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        The program stopped in this browser. Reload the page; guests keep their places.
      </NoticeBar>
    );
  if (link.status === 'reconnecting')
    return (
      <NoticeBar>
        Connection to the server lost. The program goes on; your changes are sent when it is back.
      </NoticeBar>
    );
  if (roomView.room.status === 'reconnecting')
    return <NoticeBar>Connection to the guests lost. Reconnecting.</NoticeBar>;
  return null;
}
