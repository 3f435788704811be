import { expect, it, vi } from 'vitest';
import type { CommandReply, GuestView } from '@/lib/core/contract/realtime';
import { UNTREATED_SOUND } from '@/lib/core/contract/seat-sound';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { Seat, SeatPlace } from '@/lib/core/contract/show-state';
import type { ShowConnection, ShowView } from '../realtime/connect-show';
import { createStore } from '../realtime/create-store';
import { createGuestSession } from './guest-session';
import type { RoomClient, RoomView } from './room-client';

const seatAt = (place: SeatPlace, mute: Seat['mute'] = { byProducer: false, bySelf: false }): Seat => ({
  seatId: 's1',
  name: 'Guest one',
  role: 'guest',
  place,
  userId: null,
  connected: true,
  media: { camera: false, microphone: false, screen: false },
  gainDb: 0,
  sound: UNTREATED_SOUND,
  mute,
  mirrored: false,
  joinedAtMs: 0,
});

const viewOf = (seat: Seat): GuestView => ({
  showId: 'show1',
  title: 'Talk',
  phase: { status: 'rehearsal' },
  seat,
  onAir: false,
  silenced: [],
});

function setUp({ rememberedMute = false } = {}) {
  const show = createStore<ShowView>({
    link: { status: 'online' },
    state: null,
    guest: null,
    chat: [],
    presence: [],
    history: { undo: null, redo: null },
    program: null,
    engine: null,
    log: [],
  });
  const commands: ShowCommand[] = [];
  const shown: (MediaStreamTrack | null)[] = [];
  const connection: ShowConnection = {
    ...show,
    clientId: 'client-1',
    command: (command) => {
      commands.push(command);
      return new Promise<CommandReply>(() => undefined);
    },
    heartbeat: () => undefined,
    standBy: () => undefined,
    showPicture: () => undefined,
    holds: { hold: () => () => undefined, touch: () => undefined },
    onWaitingPicture: () => () => undefined,
    showScene: () => undefined,
    onScenePicture: () => () => undefined,
    serverNowMs: () => 0,
    close: () => undefined,
  };
  const published = new Map<string, boolean | null>();
  const room = { opened: 0, closed: 0 };
  const openRoom = (): RoomClient => {
    room.opened += 1;
    const view = createStore<RoomView>({ room: { status: 'connecting' }, feeds: {}, mediaBus: null });
    return {
      ...view,
      publish: (source, state) => void published.set(source, state ? state.muted : null),
      setTileSize: () => undefined,
      readTimings: () => Promise.resolve([]),
      close: () => void (room.closed += 1),
    };
  };
  const session = createGuestSession({
    showId: 'show1',
    seatId: 's1',
    seatToken: 'token',
    rememberedMute,
    fetchRoomToken: () => Promise.reject(new Error('not used')),
    connection,
    openRoom,
    pictures: { show: (track) => void shown.push(track) },
  });
  const hear = (seat: Seat) => show.set({ ...show.get(), guest: viewOf(seat) });
  return { session, commands, published, room, hear, show, shown };
}

const microphone = { id: 'mic' } as MediaStreamTrack;

it('stays out of the media room while waiting, and joins the media room when admitted', () => {
  const { session, room, hear } = setUp();
  hear(seatAt('waiting'));
  expect(session.get().room).toBeNull();
  hear(seatAt('backstage'));
  hear(seatAt('stage'));
  expect(room).toEqual({ opened: 1, closed: 0 });
});

it('leaves the media room at once when moved back to waiting', () => {
  const { session, room, hear } = setUp();
  hear(seatAt('stage'));
  hear(seatAt('waiting'));
  expect(room.closed).toBe(1);
  expect(session.get().room).toBeNull();
});

it('tells the producer in the waiting room what is ready', () => {
  const { session, commands, hear } = setUp();
  hear(seatAt('waiting'));
  session.setTracks({ microphone });
  expect(commands).toEqual([
    { type: 'seat.setMedia', seatId: 's1', media: { camera: false, microphone: true, screen: false } },
  ]);
});

it('shows producers the camera while it waits with a connection, and at no other time', () => {
  const { session, hear, show, shown } = setUp();
  const camera = { id: 'cam' } as MediaStreamTrack;
  hear(seatAt('backstage'));
  session.setTracks({ camera });
  expect(shown.at(-1)).toBeNull();
  hear(seatAt('waiting'));
  expect(shown.at(-1)).toBe(camera);
  show.set({ ...show.get(), link: { status: 'reconnecting', sinceMs: 0 } });
  expect(shown.at(-1)).toBeNull();
  show.set({ ...show.get(), link: { status: 'online' } });
  expect(shown.at(-1)).toBe(camera);
  session.setTracks({ camera: null });
  expect(shown.at(-1)).toBeNull();
  session.setTracks({ camera });
  hear(seatAt('stage'));
  expect(shown.at(-1)).toBeNull();
  hear(seatAt('waiting'));
  session.close();
  expect(shown.at(-1)).toBeNull();
});

it('is not seen while it leaves', () => {
  const { session, hear, shown } = setUp();
  session.setTracks({ camera: { id: 'cam' } as MediaStreamTrack });
  hear(seatAt('stage'));
  void session.leave();
  hear(seatAt('waiting'));
  expect(shown.every((track) => track === null)).toBe(true);
});

it('comes back as muted as the stricter of server and browser says', () => {
  const byServer = setUp();
  byServer.hear(seatAt('stage', { byProducer: false, bySelf: true }));
  expect(byServer.session.get().selfMuted).toBe(true);

  const byBrowser = setUp({ rememberedMute: true });
  byBrowser.hear(seatAt('stage'));
  expect(byBrowser.session.get().selfMuted).toBe(true);
  expect(byBrowser.commands).toContainEqual({ type: 'seat.setSelfMute', seatId: 's1', muted: true });
});

it('is silent while either side mutes, and lifting one does not lift the other', () => {
  const { session, published, hear } = setUp();
  hear(seatAt('stage', { byProducer: true, bySelf: false }));
  session.setTracks({ microphone });
  expect(published.get('microphone')).toBe(true);
  session.setSelfMuted(true);
  hear(seatAt('stage', { byProducer: false, bySelf: true }));
  expect(published.get('microphone')).toBe(true);
  session.setSelfMuted(false);
  expect(published.get('microphone')).toBe(false);
});

it('keeps the media room while the web server is away', () => {
  const { room, hear, show } = setUp();
  hear(seatAt('stage'));
  show.set({ ...show.get(), link: { status: 'reconnecting', sinceMs: 0 } });
  expect(room.closed).toBe(0);
});

it('leaves the media room when the seat is taken away', async () => {
  const { room, hear, show } = setUp();
  hear(seatAt('stage'));
  show.set({
    ...show.get(),
    link: { status: 'refused', refusal: { code: 'forbidden', message: 'Removed.' } },
  });
  await vi.waitFor(() => expect(room.closed).toBe(1));
});
