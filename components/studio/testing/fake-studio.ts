import { vi } from 'vitest';
import type { CommandReply } from '@/lib/core/contract/realtime';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { ShowState } from '@/lib/core/contract/show-state';
import type { ShowView } from '@/lib/browser/realtime/connect-show';
import { createChatReads } from '@/lib/browser/chat/chat-reads';
import { createStore } from '@/lib/browser/realtime/create-store';
import type { StudioRuntime } from '../open-studio';
import type { OwnSeatView } from '../own-seat';
import type { StudioActor } from '../studio-api';

/** The parts of a studio that components read, around one state; commands are kept, nothing is connected. */
export function fakeStudio(
  state: ShowState,
  role: StudioActor['role'] = 'producer',
  view: Partial<ShowView> = {},
) {
  const commands: ShowCommand[] = [];
  const holds = new Set<string>();
  const show = createStore<ShowView>({
    link: { status: 'online' },
    state,
    guest: null,
    chat: [],
    presence: [],
    history: { undo: null, redo: null },
    program: null,
    engine: null,
    log: [],
    ...view,
  });
  const runtime = {
    showId: state.showId,
    actor: { kind: 'user', userId: 'u1', name: 'Ada', role },
    api: { createInvite: vi.fn(async () => ({ url: 'https://studio.example/join/code' })) },
    connection: {
      ...show,
      clientId: 'client-1',
      serverNowMs: () => 0,
      holds: {
        hold: (subject: string) => {
          holds.add(subject);
          return () => holds.delete(subject);
        },
        touch: () => undefined,
      },
      onWaitingPicture: () => () => undefined,
      command: async (command: ShowCommand): Promise<CommandReply> => {
        commands.push(command);
        return { ok: true, seq: 1 };
      },
    },
    room: createStore({ room: { status: 'connected' }, feeds: {} }),
    mixer: { readMeter: () => ({ peakDb: -Infinity, rmsDb: -Infinity }) },
    compositor: { monitorTrack: null, renderThumbnail: () => new Promise(() => undefined) },
    tray: { show: () => () => undefined, close: () => undefined },
    engine: {
      ...createStore({
        role: { status: 'engine', leaseNumber: 1 },
        whip: { status: 'idle' },
        compositor: null,
        videoKbps: 0,
        publish: null,
        hasFailed: false,
      }),
      takeOver: vi.fn(),
    },
    ownSeat: { ...createStore<OwnSeatView>({ status: 'none' }), media: null },
    chatReads: createChatReads({ getItem: () => null, setItem: () => undefined }, 'test'),
    monitor: createStore({ enabled: true, volume: 0.8 }),
    close: () => undefined,
  };
  return { runtime: runtime as unknown as StudioRuntime, commands, holds, show };
}
