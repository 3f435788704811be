import { can } from '@/lib/core/access/can';
import { PROGRAM } from '@/lib/core/contract/limits';
import { createCompositor, type Compositor } from '@/lib/browser/compositor/main/create-compositor';
import { createMixer, type Mixer } from '@/lib/browser/compositor/main/create-mixer';
import { createEngine, type Engine } from '@/lib/browser/engine/create-engine';
import { connectShow, type ShowConnection } from '@/lib/browser/realtime/connect-show';
import { createOutputDevices, type OutputDevices } from '@/lib/browser/devices/output-devices';
import { createMeterLoop, type MeterLoop } from '@/lib/browser/paint/create-meter-loop';
import { hasGraphicsCard } from '@/lib/browser/paint/has-graphics-card';
import { createRoomClient, type RoomClient } from '@/lib/browser/room/room-client';
import { createChatReads, type ChatReads } from '@/lib/browser/chat/chat-reads';
import { createStore, type Store } from '@/lib/browser/realtime/create-store';
import { createTrayPainter, type TrayPainter } from '@/lib/browser/paint/tray-painter';
import { createOwnSeat, type OwnSeat } from './own-seat';
import type { StudioActor, StudioApi } from './studio-api';

/** What this producer hears of the guests; the program is not touched by it. `volume` 0..1. */
export interface MonitorSetting {
  enabled: boolean;
  volume: number;
}

/** Everything that lives between "Enter studio" and leaving the page. React only looks at it. */
export interface StudioRuntime {
  showId: string;
  /** Of this show's remote, for a phone. */
  remoteUrl: string;
  actor: StudioActor;
  api: StudioApi;
  connection: ShowConnection;
  room: RoomClient;
  compositor: Compositor;
  mixer: Mixer;
  engine: Engine;
  ownSeat: OwnSeat;
  tray: TrayPainter;
  monitor: Store<MonitorSetting>;
  /** Seats that this producer listens to alone; nobody else hears or sees it. */
  solo: Store<ReadonlySet<string>>;
  outputs: OutputDevices;
  meters: MeterLoop;
  chatReads: ChatReads;
  close(): void;
}

export interface OpenStudioOptions {
  showId: string;
  remoteUrl: string;
  clientId: string;
  actor: StudioActor;
  api: StudioApi;
}

/** Called from the click on "Enter studio", so that the audio context may run. */
export async function openStudio({
  showId,
  remoteUrl,
  clientId,
  actor,
  api,
}: OpenStudioOptions): Promise<StudioRuntime> {
  const mixer = await createMixer();
  void mixer.resume();
  const compositor = await createCompositor({
    width: PROGRAM.width,
    height: PROGRAM.height,
    fps: PROGRAM.fps,
  });
  const connection = connectShow({ showId, clientId, actor });
  const room = createRoomClient({ fetchToken: api.fetchRoomToken });
  const engine = createEngine({
    connection,
    room,
    compositor,
    mixer,
    mayPublish: can(actor.role, 'studio.publishProgram'),
    whipUrl: `/whip/${encodeURIComponent(showId)}`,
    fetchWhipToken: (leaseNumber) => api.fetchWhipToken(leaseNumber, clientId),
  });
  const monitor = createStore<MonitorSetting>({ enabled: true, volume: 0.8 });
  const applyMonitor = () => mixer.setMonitor(monitor.get());
  monitor.subscribe(applyMonitor);
  applyMonitor();
  const solo = createStore<ReadonlySet<string>>(new Set());
  solo.subscribe(() => mixer.setSolo(new Set([...solo.get()].flatMap(channelsOf))));
  const outputs = createOutputDevices({
    storage: window.localStorage,
    apply: (deviceId) => mixer.setOutputDevice(deviceId),
    mediaDevices: navigator.mediaDevices,
  });
  const ownSeat = createOwnSeat({ showId, api, engine });
  const tray = createTrayPainter({ renderTray: (...request) => compositor.renderTray(...request) });
  return {
    showId,
    remoteUrl,
    actor,
    api,
    connection,
    room,
    compositor,
    mixer,
    engine,
    ownSeat,
    tray,
    monitor,
    solo,
    outputs,
    meters: createMeterLoop({ everyFrame: hasGraphicsCard() }),
    chatReads: createChatReads(window.localStorage, `${showId}.${actor.userId}`),
    close: () => {
      outputs.close();
      tray.close();
      ownSeat.close();
      engine.close();
      room.close();
      compositor.close();
      mixer.close();
      connection.close();
    },
  };
}

/** A person's voice and the sound of their screen. */
const channelsOf = (seatId: string): string[] => [`camera:${seatId}`, `screen:${seatId}`];
