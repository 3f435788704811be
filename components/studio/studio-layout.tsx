'use client';

import { EmptyState } from '@/components/ui/empty-state';
import { Spinner } from '@/components/ui/spinner';
import { useMediaQuery } from '@/components/ui/use-media-query';
import { ChatAnnouncer } from './chat/chat-announcer';
import { LayoutStrip } from './layout-strip';
import { LinkAlarm } from './link-alarm';
import { Monitors } from './monitors';
import { BrokenMediaNotice } from './media/broken-media-notice';
import { PictureAlarm } from './picture-alarm';
import { PeopleTray } from './people-tray';
import { RundownStrip } from './rundown/rundown-strip';
import { ScenesRail } from './scenes-rail';
import { SidePanel } from './side-panel';
import { StandingNotice } from './standing-notice';
import { useShowView } from './studio-context';
import { StudioAnnouncer } from './studio-announcer';
import { StudioDialogs } from './studio-dialogs';
import { TopBar } from './top-bar';
import { useActionPorts } from './use-action-ports';
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

/** From here on scenes stand left of the program; below they stand under it. */
const RAIL_IS_LEFT = '(min-width: 1024px)';

function OpenStudio() {
  const isRailLeft = useMediaQuery(RAIL_IS_LEFT);
  const { state } = useShowView();
  const { dialog, close, files, ports } = useActionPorts();
  const actions = useStudioActions(ports);
  const rail = <ScenesRail actions={actions} onExport={ports.exportScenes} />;
  return (
    <div
      data-phase={state?.phase.status}
      className="grid min-h-dvh grid-cols-1 lg:h-dvh lg:grid-cols-[136px_minmax(0,1fr)_320px] lg:grid-rows-[52px_minmax(0,1fr)] lg:overflow-hidden xl:grid-cols-[188px_minmax(0,1fr)_348px]"
    >
      <StudioAnnouncer />
      <BrokenMediaNotice />
      <ChatAnnouncer />
      <TopBar
        actions={actions}
        onOpenHelp={ports.openHelp}
        onOpenPalette={ports.openPalette}
        onOpenRemote={ports.openRemote}
      />
      {/* In the order in which they are seen, which the keyboard and screen readers follow. */}
      {isRailLeft && rail}
      <main className="flex min-h-0 min-w-0 flex-col gap-3 p-3 lg:overflow-y-auto">
        {/* Over the monitors, for as long as it lasts: nothing that a hand is on its way to may move under it. */}
        <div className="sticky top-0 z-20 -mb-3 h-0">
          <div className="flex flex-col gap-2">
            <PictureAlarm />
            <LinkAlarm />
          </div>
        </div>
        <Monitors />
        <LayoutStrip actions={actions} />
        <PeopleTray />
        <RundownStrip actions={actions} />
        <StandingNotice />
      </main>
      {!isRailLeft && rail}
      <SidePanel actions={actions} />
      <StudioDialogs dialog={dialog} actions={actions} files={files} onClose={close} />
    </div>
  );
}
