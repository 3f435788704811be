'use client';

import { useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { Spinner } from '@/components/ui/spinner';
import { ChatAnnouncer } from './chat/chat-announcer';
import { GoLiveDialogs, type OnAirQuestion } from './go-live-dialogs';
import { LayoutStrip } from './layout-strip';
import { LinkBanner } from './link-banner';
import { PictureAlarm } from './picture-alarm';
import { PeopleTray } from './people-tray';
import { ProgramMonitor } from './program-monitor';
import { RundownStrip } from './rundown/rundown-strip';
import { ScenesRail } from './scenes-rail';
import { ShortcutsDialog } from './shortcuts-dialog';
import { SidePanel } from './side-panel';
import { useShowView } from './studio-context';
import { StudioAnnouncer } from './studio-announcer';
import { TopBar } from './top-bar';
import { useStudioActions } from './use-studio-actions';

/** The whole studio. On wide screens everything is in view at once; on narrow ones it stacks. */
export function StudioLayout({ title }: { title: string }) {
  const { link, state } = useShowView();
  if (link.status === 'refused')
    return (
      <main className="grid min-h-dvh place-items-center p-6">
        <EmptyState title="You left the studio" text={link.refusal.message} />
      </main>
    );
  if (!state)
    return (
      <main aria-busy className="grid min-h-dvh place-items-center gap-3 text-ink-2">
        <span className="flex items-center gap-2.5">
          <Spinner /> Opening {title || 'the studio'}
        </span>
      </main>
    );
  return <OpenStudio />;
}

function OpenStudio() {
  const { state } = useShowView();
  const [question, setQuestion] = useState<OnAirQuestion>(null);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const actions = useStudioActions({
    askGoLive: () => setQuestion('go-live'),
    askEndShow: () => setQuestion('end-show'),
    openHelp: () => setIsHelpOpen(true),
  });
  return (
    <div
      data-phase={state?.phase.status}
      className="grid min-h-dvh grid-cols-1 lg:h-dvh lg:grid-cols-[minmax(0,1fr)_320px] lg:grid-rows-[52px_minmax(0,1fr)] lg:overflow-hidden xl:grid-cols-[188px_minmax(0,1fr)_348px]"
    >
      <StudioAnnouncer />
      <ChatAnnouncer />
      <TopBar actions={actions} onOpenHelp={() => setIsHelpOpen(true)} />
      <ScenesRail actions={actions} />
      <main className="order-1 flex min-h-0 min-w-0 flex-col gap-3 p-3 lg:order-none lg:overflow-y-auto">
        <PictureAlarm />
        <LinkBanner />
        <ProgramMonitor />
        <LayoutStrip actions={actions} />
        <PeopleTray />
        <RundownStrip actions={actions} />
      </main>
      <SidePanel />
      <GoLiveDialogs question={question} onClose={() => setQuestion(null)} />
      <ShortcutsDialog actions={actions} isOpen={isHelpOpen} onOpenChange={setIsHelpOpen} />
    </div>
  );
}
