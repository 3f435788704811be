'use client';

import Link from 'next/link';
import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Spinner } from '@/components/ui/spinner';
import type { Refusal } from '@/lib/core/contract/error-codes';
import { ChatAnnouncer } from '../chat/chat-announcer';
import { ChatPanel } from '../chat/chat-panel';
import { GoLiveDialogs, type OnAirQuestion } from '../go-live-dialogs';
import { ShowAnnouncer } from '../show-announcer';
import { useDesk, useShow, useShowView } from '../studio-context';
import { RemoteDock } from './remote-dock';
import { RemoteGraphics } from './remote-graphics';
import { RemoteHeader } from './remote-header';
import { RemoteMedia } from './remote-media';
import { RemotePeople } from './remote-people';
import { RemoteRundown } from './remote-rundown';
import { RemoteScenes } from './remote-scenes';
import { RemoteShow } from './remote-show';
import { RemoteSwitching } from './remote-switching';
import { useKeepAwake } from './use-keep-awake';
import { useRemoteActions } from './use-remote-actions';
import { useWaitingBuzz } from './use-waiting-buzz';

/** One column for a thumb; two on a tablet, three on a desk. */
export function RemoteLayout({ title }: { title: string }) {
  const { link, state } = useShowView();
  if (link.status === 'refused') return <ClosedRemote refusal={link.refusal} />;
  if (!state)
    return (
      <main aria-busy className="grid min-h-dvh place-items-center text-ink-2">
        <span className="flex items-center gap-2.5">
          <Spinner /> Opening {title || 'the remote'}
        </span>
      </main>
    );
  return <OpenRemote />;
}

function OpenRemote() {
  const { phase, seats } = useShow();
  const { link } = useShowView();
  const [question, setQuestion] = useState<OnAirQuestion>(null);
  const [isChatOpen, setIsChatOpen] = useState(false);
  const ports = useMemo(
    () => ({ askGoLive: () => setQuestion('go-live'), askEndShow: () => setQuestion('end-show') }),
    [],
  );
  const actions = useRemoteActions(ports);
  const awake = useKeepAwake();
  useWaitingBuzz(seats);
  const openChat = () => setIsChatOpen(true);
  return (
    <div
      data-remote
      data-phase={phase.status}
      data-link={link.status}
      className="flex min-h-dvh flex-col max-md:pb-44 md:grid md:h-dvh md:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)] md:grid-rows-[auto_minmax(0,1fr)_auto] md:overflow-hidden xl:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)]"
    >
      <ShowAnnouncer hasKeys={false} />
      <ChatAnnouncer />
      <RemoteHeader actions={actions} onOpenChat={openChat} />
      <main className={classNames('contents', link.status !== 'online' && '[&>div]:opacity-60')}>
        <div className="flex flex-col gap-3 p-3 transition-opacity md:col-start-1 md:overflow-y-auto">
          <RemoteScenes actions={actions} />
          <RemoteSwitching actions={actions} />
        </div>
        <div className="flex flex-col gap-5 border-line p-3 transition-opacity md:col-start-2 md:row-span-2 md:row-start-2 md:overflow-y-auto md:border-l xl:grid xl:grid-cols-2 xl:items-start">
          <div className="flex flex-col gap-5">
            <RemotePeople actions={actions} />
            <RemoteRundown actions={actions} />
          </div>
          <div className="flex flex-col gap-5">
            <RemoteGraphics actions={actions} />
            <RemoteMedia actions={actions} />
            <RemoteShow actions={actions} awake={awake} />
          </div>
        </div>
      </main>
      <RemoteDock actions={actions} onOpenChat={openChat} />
      <Dialog isOpen={isChatOpen} onOpenChange={setIsChatOpen} title="Chat" width="small">
        <ChatPanel />
      </Dialog>
      <GoLiveDialogs question={question} onClose={() => setQuestion(null)} />
    </div>
  );
}

/** Signed out, or no member any more: the way back leads here again. */
function ClosedRemote({ refusal }: { refusal: Refusal }) {
  const { showId } = useDesk();
  const path = `/shows/${showId}/remote`;
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <EmptyState
        title="The remote is closed"
        text={refusal.message}
        action={
          <Button asChild variant="primary">
            <Link href={`/sign-in?next=${encodeURIComponent(path)}`}>Sign in</Link>
          </Button>
        }
      />
    </main>
  );
}
