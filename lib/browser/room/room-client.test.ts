import { EventEmitter } from 'node:events';
import { LogLevel, RoomEvent } from 'livekit-client';
import { afterEach, beforeEach, expect, it, vi, type Mock } from 'vitest';
import type { LiveKit } from './load-livekit';
import { createRoomClient } from './room-client';
import { TRACK_SOURCE } from './track-source';

beforeEach(() => vi.stubGlobal('window', { location: { href: 'http://localhost:3000/join/x' } }));
afterEach(() => vi.unstubAllGlobals());

type Source = (typeof TRACK_SOURCE)[keyof typeof TRACK_SOURCE];

/** A room as far as the client looks at one, in which one guest has a camera. */
class FakeRoom extends EventEmitter {
  readonly localParticipant = {};
  readonly publications = new Map<string, { source: Source; setVideoDimensions: Mock }>();
  readonly tracks = new Map<Source, { track: { mediaStreamTrack: object } | undefined }>();
  readonly remoteParticipants = new Map([
    [
      'fox',
      {
        identity: 'seat:fox',
        name: 'Fox',
        connectionQuality: 'good',
        trackPublications: this.publications,
        getTrackPublication: (source: Source) => this.tracks.get(source),
      },
    ],
  ]);
  connect = () => Promise.resolve();
  disconnect = () => Promise.resolve();

  addCamera(): void {
    this.tracks.set(TRACK_SOURCE.camera, { track: { mediaStreamTrack: { id: 'camera' } } });
  }

  /** In the order of livekit-client 2.23: the event first, then the track goes, then its publication. */
  loseCamera(): void {
    const publication = this.tracks.get(TRACK_SOURCE.camera);
    this.emit(RoomEvent.TrackUnsubscribed, publication?.track, publication, {});
    if (publication) publication.track = undefined;
    this.tracks.delete(TRACK_SOURCE.camera);
  }
}

function setUp(loads: (() => Promise<void>)[] = []) {
  const rooms: FakeRoom[] = [];
  const Room = function () {
    const room = new FakeRoom();
    room.addCamera();
    rooms.push(room);
    return room;
  };
  const kit = { Room, RoomEvent, LogLevel, setLogLevel: () => undefined } as unknown as LiveKit;
  const client = createRoomClient({
    fetchToken: () => Promise.resolve({ url: '/livekit', token: 't' }),
    loadKit: async () => {
      await loads.shift()?.();
      return kit;
    },
  });
  return { client, rooms };
}

it('shows no camera that its guest has turned off', async () => {
  const { client, rooms } = setUp();
  await vi.waitFor(() => expect(client.get().feeds['fox']?.camera).toEqual({ id: 'camera' }));
  rooms[0]?.loseCamera();
  await vi.waitFor(() => expect(client.get().feeds['fox']?.camera).toBeNull());
  client.close();
});

it('tries again when the room could not be fetched', async () => {
  vi.useFakeTimers();
  const { client } = setUp([() => Promise.reject(new TypeError('Failed to fetch'))]);
  await vi.advanceTimersByTimeAsync(0);
  expect(client.get().room).toEqual({ status: 'reconnecting', attempt: 1 });
  await vi.advanceTimersByTimeAsync(8_000);
  expect(client.get().room).toEqual({ status: 'connected' });
  client.close();
  vi.useRealTimers();
});

it('asks the SFU for the layer that matches the tile: now, once, and again for a track that comes later', async () => {
  const { client, rooms } = setUp();
  await vi.waitFor(() => expect(client.get().room.status).toBe('connected'));
  const [room] = rooms;
  if (!room) throw new Error('no room');
  const publication = { source: TRACK_SOURCE.camera, setVideoDimensions: vi.fn() };
  const shared = { source: TRACK_SOURCE.screen, setVideoDimensions: vi.fn() };
  room.publications.set('camera', publication).set('screen', shared);
  const tile = { width: 548, height: 308 };
  client.setTileSize('camera:fox', tile);
  client.setTileSize('camera:fox', { ...tile });
  expect(publication.setVideoDimensions.mock.calls).toEqual([[tile]]);
  expect(shared.setVideoDimensions).not.toHaveBeenCalled();
  const later = { source: TRACK_SOURCE.camera, setVideoDimensions: vi.fn() };
  room.emit(RoomEvent.TrackSubscribed, {}, later, room.remoteParticipants.get('fox'));
  expect(later.setVideoDimensions).toHaveBeenCalledWith(tile);
  client.close();
});

it('hears what the studio plays once, from the page that began last, and never from a guest', async () => {
  const { client, rooms } = setUp();
  await vi.waitFor(() => expect(client.get().room.status).toBe('connected'));
  const [room] = rooms;
  if (!room) throw new Error('no room');
  const bus = (id: string) => ({ trackName: 'media-bus', track: { mediaStreamTrack: { id } } });
  const join = (identity: string, id: string) =>
    room.remoteParticipants.set(identity, {
      identity,
      ...{ name: '', connectionQuality: 'good', getTrackPublication: () => undefined },
      trackPublications: new Map([['bus', bus(id)]]),
    } as never);
  join('seat:liar', 'not the studio');
  room.emit(RoomEvent.ParticipantConnected);
  await vi.waitFor(() => expect(Object.keys(client.get().feeds)).toContain('liar'));
  expect(client.get().mediaBus).toBeNull();
  join('studio:one', 'first');
  join('studio:two', 'second');
  room.emit(RoomEvent.TrackSubscribed, {}, bus('second'), room.remoteParticipants.get('studio:two'));
  await vi.waitFor(() => expect(client.get().mediaBus).toEqual({ id: 'second' }));
  client.close();
});
