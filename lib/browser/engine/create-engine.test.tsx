import { expect, it, vi } from 'vitest';
import type { ProgramScene } from '@/lib/core/contract/scene-document';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { after, guest, newShow, NOW_MS, PRODUCER } from '@/lib/core/show/testing/show-fixtures';
import type { Compositor, CompositorStats, CompositorWarning } from '../compositor/main/create-compositor';
import type { Mixer } from '../compositor/main/create-mixer';
import { connectShow, type ShowSocket } from '../realtime/connect-show';
import { createStore } from '../realtime/create-store';
import type { RoomClient, SeatFeed } from '../room/room-client';
import { createEngine } from './create-engine';

/** A studio page in studio mode whose server does not answer: what it draws is what it foresees. */
function openEngine({ feeds = {} as Record<string, Partial<SeatFeed>> } = {}) {
  const listeners = new Map<string, (message?: unknown) => void>();
  const socket = {
    connected: true,
    on: (event: string, listener: (message?: unknown) => void) => void listeners.set(event, listener),
    emit: vi.fn(),
    disconnect: vi.fn(),
  };
  const connection = connectShow({
    showId: 'show1',
    clientId: 'client-1',
    actor: PRODUCER,
    openSocket: () => socket as unknown as ShowSocket,
  });
  const fade = { kind: 'fade', durationMs: 400 } as const;
  const state = after(
    newShow(),
    { type: 'show.setSwitchMode', mode: 'studio' },
    { type: 'show.setTransition', transition: fade },
    ...Object.keys(feeds).flatMap((seatId) => [
      guest(seatId),
      { type: 'seat.admit', seatId } as const,
      { type: 'seat.toStage', seatId } as const,
    ]),
  );
  listeners.get('snapshot')?.({ seq: 1, state, recent: [], serverNowMs: NOW_MS });
  const drawn: { program: ProgramScene | null; preview: ProgramScene | null } = {
    program: null,
    preview: null,
  };
  let warn: (warning: CompositorWarning) => void = () => undefined;
  let tellStats: (stats: CompositorStats) => void = () => undefined;
  const setTileSize = vi.fn();
  const published: string[] = [];
  const mediaTrack = {};
  const compositor = {
    putScene: (scene: ProgramScene) => (drawn.program = scene),
    putPreview: (scene: ProgramScene | null) => (drawn.preview = scene),
    setClock: vi.fn(),
    setRate: vi.fn(),
    onStats: (listener: (stats: CompositorStats) => void) => {
      tellStats = listener;
      return () => undefined;
    },
    addSource: vi.fn(),
    removeSource: vi.fn(),
    onFailure: () => () => undefined,
    onWarning: (listener: (warning: CompositorWarning) => void) => {
      warn = listener;
      return () => undefined;
    },
    ready: () => new Promise(() => undefined),
  };
  const engine = createEngine({
    connection,
    room: {
      ...createStore({ room: { status: 'connected' }, feeds, mediaBus: null }),
      setTileSize,
      readTimings: () => Promise.resolve([]),
      publish: (source: string, wanted: object | null) =>
        void published.push(wanted ? source : `no ${source}`),
    } as unknown as RoomClient,
    compositor: compositor as unknown as Compositor,
    mixer: {
      setMasterGainDb: vi.fn(),
      setChannel: vi.fn(),
      latencyMs: 28,
      media: { context: { currentTime: 0 }, set: vi.fn(), track: mediaTrack },
    } as unknown as Mixer,
    mayPublish: false,
    whipUrl: '/whip/show1',
    fetchWhipToken: () => Promise.reject(new Error('nothing is published here')),
  });
  const sent = () => socket.emit.mock.calls.flatMap(([, message]: unknown[]) => commandOf(message));
  return {
    connection,
    engine,
    drawn,
    fade,
    sent,
    published,
    setTileSize,
    warn: (warning: CompositorWarning) => warn(warning),
    /** What the compositor says once a second. */
    tellStats: (stats: Partial<CompositorStats>) => tellStats(stats as CompositorStats),
  };
}

const commandOf = (message: unknown): unknown[] =>
  typeof message === 'object' && message !== null && 'command' in message ? [message.command] : [];

it('a take is with the compositor before the key press is over, without waiting for the server', () => {
  const { connection, engine, drawn, fade } = openEngine();
  expect(drawn.program?.document).toEqual(newSceneDocument('grid'));
  expect(drawn.preview?.document).toEqual(newSceneDocument('solo'));
  void connection.command({ type: 'show.take', sceneId: 'b' });
  expect(drawn.program?.document).toEqual(newSceneDocument('solo'));
  expect(drawn.program?.change).toMatchObject({
    transition: fade,
    from: { document: newSceneDocument('grid') },
  });
  expect(drawn.preview?.document).toEqual(newSceneDocument('grid'));
  engine.close();
});

it('edits of the preview reach the preview alone', () => {
  const { connection, engine, drawn } = openEngine();
  const { program } = drawn;
  void connection.command({ type: 'scene.setLayout', sceneId: 'b', layout: 'split' });
  expect(drawn.preview?.document.layout).toBe('split');
  expect(drawn.program).toBe(program);
  engine.close();
});

it('draws no preview in direct mode, nor while nobody looks at the page', () => {
  const { connection, engine, drawn } = openEngine();
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(drawn.preview).toBeNull();
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(drawn.preview).not.toBeNull();
  void connection.command({ type: 'show.setSwitchMode', mode: 'direct' });
  expect(drawn.preview).toBeNull();
  hidden.mockRestore();
  engine.close();
});

const CLIP = { mediaId: 'm1', startedAtMs: 5 };

it('guests hear what is played from the page that draws the program, and it ends what cannot go on', () => {
  const { connection, engine, published, sent, warn } = openEngine();
  const broken = { graphicId: null, reason: 'broken-media', assetId: 'f', clip: CLIP } as const;
  void connection.command({
    ...{ type: 'media.add', mediaId: 'm1', assetId: 'f', kind: 'audio', hasSound: true, name: 'Music' },
    ...{ durationMs: 1_000, gainDb: 0, muted: false, loop: false, fadeMs: 0 },
    ...({ fit: 'contain', then: { kind: 'stop' } } as const),
  });
  // A page that stands by is silent, and leaves it to the other to say what breaks.
  expect(published.at(-1)).toBe('no mediaBus');
  warn(broken);
  expect(sent()).not.toContainEqual({ type: 'media.break', ...CLIP });
  void connection.command({ type: 'lease.claim', engineId: 'client-1', takeOver: false });
  expect(published.at(-1)).toBe('mediaBus');
  warn({ ...broken, clip: null });
  warn(broken);
  expect(sent().at(-1)).toEqual({ type: 'media.break', ...CLIP });
  engine.close();
});

it('asks for pictures as large as they are drawn, in program or preview, and small ones for the tray alone', () => {
  const camera = {} as MediaStreamTrack;
  const { engine, tellStats, setTileSize } = openEngine({
    feeds: { ada: { camera }, ben: { camera }, cy: { camera } },
  });
  const at = (seatId: string, width: number, height: number) => ({
    feedId: `camera:${seatId}`,
    ...{ x: 0, y: 0, width, height },
  });
  tellStats({
    sources: {},
    placements: [at('ada', 590, 476)],
    // What is on program too is seen there.
    previewPlacements: [at('ada', 1136, 640), at('ben', 1136, 640)],
  });
  expect(setTileSize.mock.calls).toEqual([
    ['camera:ada', { width: 590, height: 476 }],
    ['camera:ben', { width: 1136, height: 640 }],
    ['camera:cy', { width: 320, height: 180 }],
  ]);
  engine.close();
});
