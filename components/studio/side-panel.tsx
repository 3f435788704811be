'use client';

import { Tabs } from '@/components/ui/tabs';
import { AudioTabLabel } from './audio/audio-tab-label';
import { AudioPanel } from './audio-panel';
import { GraphicsPanel } from './graphics/graphics-panel';
import { ChatPanel } from './chat/chat-panel';
import { ChatTabLabel } from './chat/chat-tab-label';
import { LogPanel } from './log-panel';
import { MediaPanel } from './media-panel';
import type { StudioAction } from './model/actions/studio-action';
import { OutPanel } from './out-panel';
import { ScenePanel } from './scene-panel';

export function SidePanel({ actions }: { actions: StudioAction[] }) {
  return (
    <aside
      aria-label="Controls"
      className="flex min-h-0 flex-col border-line bg-surface-1 max-lg:border-t lg:border-l"
    >
      <Tabs
        label="Controls"
        defaultValue="out"
        className="flex min-h-0 flex-1 flex-col [&>[role=tablist]]:shrink-0 [&>[role=tablist]]:px-2 [&>[role=tablist]]:pt-2 lg:[&_[role=tab]]:flex-1 lg:[&_[role=tab]]:justify-center lg:[&_[role=tab]]:px-1"
        panelClassName="min-h-0 flex-1 overflow-y-auto p-3 pt-3"
        items={[
          { id: 'graphics', label: 'Graphics', content: <GraphicsPanel actions={actions} /> },
          { id: 'audio', label: <AudioTabLabel />, content: <AudioPanel /> },
          { id: 'media', label: 'Media', content: <MediaPanel actions={actions} /> },
          { id: 'scene', label: 'Scene', content: <ScenePanel /> },
          { id: 'chat', label: <ChatTabLabel />, content: <ChatPanel /> },
          { id: 'out', label: 'Out', content: <OutPanel /> },
          { id: 'log', label: 'Log', content: <LogPanel /> },
        ]}
      />
    </aside>
  );
}
