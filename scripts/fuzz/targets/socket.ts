import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';
import { handshakeSchema, scenePictureSchema } from '@/lib/core/contract/realtime';
import { drawList } from '@/lib/core/layout/draw-list';
import { placeFeeds } from '@/lib/core/layout/place-feeds';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { programScene } from '@/lib/core/scene/program-scene';
import { PRODUCER, newShow } from '@/lib/core/show/testing/show-fixtures';
import type { CommandReply } from '@/lib/core/contract/realtime';
import { ShowSession } from '@/server/realtime/show-session';
import { Inlet } from '@/server/realtime/show-socket';
import { quietLogger } from '@/server/realtime/testing/memory-store';
import { Broken, promise, target } from '../fuzz-target';
import { VALUE } from '../mutate/value';

const CANVAS = { width: 1280, height: 720 };
/** A show of a megabyte would be sent to everybody who joins. */
const STATE_CHARS_MAX = 15 * 1024 * 1024;
const CHECK_STATE_EVERY = 200;

let commandIds = 0;
const envelope = (command: unknown): unknown => ({ commandId: 'command-1', baseSeq: 0, command });

const COMMANDS: readonly unknown[] = [
  { type: 'show.goLive' },
  { type: 'show.setMasterGain', gainDb: -6 },
  { type: 'scene.activate', sceneId: 'b' },
  { type: 'show.setSwitchMode', mode: 'studio' },
  { type: 'scene.preview', sceneId: 'a' },
  { type: 'show.setTransition', transition: { kind: 'move', durationMs: 600 } },
  { type: 'show.take', sceneId: 'a' },
  {
    type: 'scene.import',
    scenes: [{ sceneId: 'i', name: 'From a file', document: newSceneDocument('grid') }],
    logos: [{ logo: { kind: 'text', text: 'FRIDAY' }, sceneIds: ['i'] }],
  },
  {
    type: 'scene.setSlots',
    sceneId: 'a',
    slots: [{ binding: { kind: 'seat', seatId: 's1' }, rect: { x: 0.1, y: 0.1, width: 0.5, height: 0.5 } }],
  },
  { type: 'scene.add', sceneId: 'c', name: 'New', layout: 'solo' },
  { type: 'scene.duplicate', sceneId: 'a', newSceneId: 'd' },
  { type: 'scene.rename', sceneId: 'a', name: 'Talk' },
  { type: 'scene.remove', sceneId: 'c' },
  { type: 'scene.reorder', sceneIds: ['b', 'a'] },
  { type: 'scene.setLayout', sceneId: 'a', layout: 'presentation' },
  {
    type: 'scene.setBackground',
    sceneId: 'a',
    background: { kind: 'gradient', from: '#203a78', to: '#0a0f1f', angleDeg: 90 },
  },
  { type: 'scene.setLogo', sceneId: 'a', logo: { kind: 'image', dataUrl: 'data:image/png;base64,AAAA' } },
  { type: 'scene.setCard', sceneId: 'a', card: 'Soon', showsFeeds: false },
  { type: 'seat.toStage', seatId: 's1' },
  { type: 'seat.rename', seatId: 's1', name: 'Ben' },
  { type: 'seat.reorder', seatIds: ['s2', 's1'] },
  { type: 'seat.setMedia', seatId: 's1', media: { camera: true, microphone: true, screen: true } },
  { type: 'destination.setEnabled', destinationId: 'd1', enabled: false },
  { type: 'relay.retry', destinationId: 'd1' },
  { type: 'lease.claim', engineId: 'client-1', takeOver: true },
  { type: 'phase.advance', broadcastId: 'b', to: 'live' },
];

/** Messages of studio and guest pages against a real show session: the socket's door, the reducer, and what is drawn of it. */
export const socket = () => {
  const session = newSession();
  let nowMs = 0;
  const inlet = new Inlet({
    nowMs: () => nowMs,
    logger: quietLogger,
    counts: { refusal: () => undefined, command: () => undefined },
    assets: { find: () => Promise.resolve(null) },
  });
  let calls = 0;
  return target({
    name: 'socket',
    kind: VALUE,
    sizeMax: 256 * 1024,
    dictionary: [
      'type',
      'command',
      'seatId',
      'sceneId',
      'scene.remove',
      'seat.toStage',
      'a',
      's1',
      'constructor',
    ],
    corpus: [
      ...COMMANDS.map(envelope),
      { protocolVersion: 1, showId: 'show1', clientId: 'client-12', seatToken: 't', lastSeq: 4 },
      { protocolVersion: 2, showId: 'show1', clientId: 'client-12', page: 'remote' },
      { sceneId: 'a', jpeg: 'data' },
      null,
      'show.goLive',
    ],
    run: (message) => {
      parseUntrusted(handshakeSchema, message);
      parseUntrusted(scenePictureSchema, message);
      // Half a second later, so that the rate limit has nothing to say.
      nowMs += 500;
      commandIds += 1;
      const sent: unknown =
        isRecord(message) && 'command' in message ? { ...message, commandId: freshId(message) } : message;
      let reply: CommandReply | null = null;
      inlet.command(session, { actor: PRODUCER, clientId: 'client-1' }, [
        sent,
        (answer: CommandReply) => (reply = answer),
      ]);
      calls += 1;
      const { state } = session;
      promise(state.scenes.length > 0, 'a show without a scene');
      const { document, feeds } = programScene(state, 1);
      const placements = placeFeeds(document, feeds, CANVAS);
      for (const { x, y, width, height } of placements)
        promise([x, y, width, height].every(Number.isFinite), 'a picture without a place');
      drawList({ document, placements, feeds, canvas: CANVAS, hasPicture: () => true });
      if (calls % CHECK_STATE_EVERY === 0)
        promise(JSON.stringify(state).length <= STATE_CHARS_MAX, 'a show that grows without end');
      return codeOf(reply);
    },
    close: () => session.close(),
  });
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same id gets the same reply and does nothing: only inputs that are about the id keep theirs. */
const freshId = (message: Record<string, unknown>): unknown =>
  message['commandId'] === 'command-1' ? `command-${commandIds}` : message['commandId'];

function codeOf(reply: CommandReply | null): string {
  if (reply === null) throw new Broken('no reply');
  return reply.ok ? 'ok' : reply.error.code;
}

function newSession(): ShowSession {
  let ids = 0;
  const tools = { nowMs: () => 1_000, newId: () => `id-${(ids += 1)}`, logger: quietLogger };
  const stored = {
    workspaceId: 'w1',
    title: 'Talk',
    snapshot: newShow(),
    snapshotSeq: 0,
    events: [],
    destinations: newShow().destinations,
  };
  const session = new ShowSession(stored, tools, { store: { write: () => Promise.resolve() } });
  for (const seatId of ['s1', 's2'])
    session.run({ type: 'seat.join', seatId, name: seatId, role: 'guest', userId: null });
  return session;
}
