import { vi } from 'vitest';
import type { AssetKind } from '@/lib/core/contract/asset';
import type { CommandReply } from '@/lib/core/contract/realtime';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { ShowState } from '@/lib/core/contract/show-state';
import type { Clips, Mixer, Strained } from '@/lib/browser/compositor/main/create-mixer';
import { NO_LOUDNESS } from '@/lib/core/mix/loudness';
import { SILENT_READING } from '@/lib/core/mix/meter';
import type { OutputDevicesView } from '@/lib/browser/devices/output-devices';
import { createMeterLoop } from '@/lib/browser/paint/create-meter-loop';
import type { ShowView } from '@/lib/browser/realtime/connect-show';
import { createChatReads } from '@/lib/browser/chat/chat-reads';
import { createStore } from '@/lib/browser/realtime/create-store';
import type { StudioRuntime } from '../open-studio';
import type { OwnSeatView } from '../own-seat';
import type { StudioActor } from '../studio-api';

/** A mixer that is silent; tests replace what they ask about. */
function fakeMixer() {
  const silence = { ...SILENT_READING, reductionDb: 0 };
  return {
    readMeter: () => silence,
    readProgram: () => ({ ...silence, loudness: NO_LOUDNESS }),
    clips: createStore<Clips>({}),
    strained: createStore<Strained>(new Set()),
    clearClip: vi.fn(),
    restartLoudness: vi.fn(),
    measureSpeech: vi.fn<Mixer['measureSpeech']>(async () => null),
    setOutputDevice: vi.fn(async () => undefined),
    onState: () => () => undefined,
    latencyMs: 15,
  };
}

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
    remoteUrl: 'https://studio.example/shows/show1/remote',
    actor: { kind: 'user', userId: 'u1', name: 'Ada', role },
    api: {
      createInvite: vi.fn(async () => ({ url: 'https://studio.example/join/code' })),
      fetchLibrary: vi.fn(async () => new Map<string, AssetKind>()),
    },
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
      onScenePicture: () => () => undefined,
      showScene: () => undefined,
      command: async (command: ShowCommand): Promise<CommandReply> => {
        commands.push(command);
        return { ok: true, seq: 1 };
      },
    },
    room: createStore({ room: { status: 'connected' }, feeds: {} }),
    mixer: fakeMixer(),
    compositor: {
      monitorTrack: null,
      needsVisiblePage: false,
      renderThumbnail: () => new Promise(() => undefined),
      onWarning: () => () => undefined,
    },
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
    solo: createStore<ReadonlySet<string>>(new Set()),
    outputs: {
      ...createStore<OutputDevicesView>({ devices: [], chosenId: '', canChoose: 'unnamed' }),
      choose: vi.fn(async () => undefined),
    },
    meters: createMeterLoop({ everyFrame: true }),
    close: () => undefined,
  };
  return { runtime: runtime as unknown as StudioRuntime, commands, holds, show };
}
