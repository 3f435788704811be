import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { can, type Role } from '@/lib/core/access/can';
import { DEFAULT_BRAND } from '@/lib/core/contract/brand';
import { showCommandSchema, type ShowCommand, type ShowCommandType } from '@/lib/core/contract/show-commands';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import type { Client, Harness } from './testing/realtime-harness';
import { clientIdOf, next, refusalOf, send, SHOW_ID, startHarness } from './testing/realtime-harness';

const BANNER = { kind: 'banner', text: 'Hello', edge: 'bottom' } as const;

const CUE = {
  ...{ name: 'Intro', durationMs: null, gainDb: 0, muted: false, loop: false, fadeMs: 0 },
  ...({ fit: 'contain', then: { kind: 'stop' } } as const),
};

/** One well-formed example of each; a new command type fails to compile until it is here. */
const EXAMPLES: { [T in ShowCommandType]: Extract<ShowCommand, { type: T }> } = {
  'show.goLive': { type: 'show.goLive' },
  'show.cancelCountdown': { type: 'show.cancelCountdown' },
  'show.endShow': { type: 'show.endShow' },
  'show.reopen': { type: 'show.reopen' },
  'show.setRecording': { type: 'show.setRecording', enabled: true },
  'show.setMasterGain': { type: 'show.setMasterGain', gainDb: 0 },
  'scene.activate': { type: 'scene.activate', sceneId: 'a' },
  'scene.preview': { type: 'scene.preview', sceneId: 'a' },
  'show.take': { type: 'show.take', sceneId: 'a' },
  'show.setSwitchMode': { type: 'show.setSwitchMode', mode: 'direct' },
  'show.setTransition': { type: 'show.setTransition', transition: { kind: 'fade', durationMs: 400 } },
  'scene.add': { type: 'scene.add', sceneId: 'a', name: 'A', layout: 'grid' },
  'scene.import': {
    type: 'scene.import',
    scenes: [{ sceneId: 'imported', name: 'A', document: newSceneDocument('grid') }],
    logos: [],
  },
  'scene.duplicate': { type: 'scene.duplicate', sceneId: 'a', newSceneId: 'b' },
  'scene.rename': { type: 'scene.rename', sceneId: 'a', name: 'A' },
  'scene.remove': { type: 'scene.remove', sceneId: 'none' },
  'scene.reorder': { type: 'scene.reorder', sceneIds: [] },
  'scene.setLayout': { type: 'scene.setLayout', sceneId: 'a', layout: 'grid' },
  'scene.setSlots': { type: 'scene.setSlots', sceneId: 'a', slots: [] },
  'scene.setBackground': {
    type: 'scene.setBackground',
    sceneId: 'a',
    background: { kind: 'color', color: '#000000' },
  },
  'scene.setLogo': { type: 'scene.setLogo', sceneId: 'a', logo: { kind: 'none' } },
  'scene.setNameTags': { type: 'scene.setNameTags', sceneId: 'a', nameTags: true },
  'scene.setScreenLeads': { type: 'scene.setScreenLeads', sceneId: 'a', screenLeads: true },
  'scene.setCard': { type: 'scene.setCard', sceneId: 'a', card: '', showsFeeds: true },
  'seat.admit': { type: 'seat.admit', seatId: 's1' },
  'seat.deny': { type: 'seat.deny', seatId: 'none' },
  'seat.toStage': { type: 'seat.toStage', seatId: 's1' },
  'seat.toBackstage': { type: 'seat.toBackstage', seatId: 's1' },
  'seat.toWaiting': { type: 'seat.toWaiting', seatId: 's1' },
  'seat.remove': { type: 'seat.remove', seatId: 'none' },
  'seat.rename': { type: 'seat.rename', seatId: 's1', name: 'S' },
  'seat.reorder': { type: 'seat.reorder', seatIds: [] },
  'seat.setGain': { type: 'seat.setGain', seatId: 's1', gainDb: 0 },
  'seat.setSound': {
    type: 'seat.setSound',
    seatId: 's1',
    sound: { delayMs: 0, compressor: 'off', gate: 'off', ducksScreen: false },
  },
  'seat.setMirrored': { type: 'seat.setMirrored', seatId: 's1', mirrored: false },
  'seat.setProducerMute': { type: 'seat.setProducerMute', seatId: 's1', muted: false },
  'seat.setSelfMute': { type: 'seat.setSelfMute', seatId: 's1', muted: false },
  'seat.setMedia': {
    type: 'seat.setMedia',
    seatId: 's1',
    media: { camera: false, microphone: false, screen: false },
  },
  'seat.leave': { type: 'seat.leave', seatId: 's1' },
  'destination.setEnabled': { type: 'destination.setEnabled', destinationId: 'd1', enabled: true },
  'relay.retry': { type: 'relay.retry', destinationId: 'd1' },
  'check.start': { type: 'check.start' },
  'check.cancel': { type: 'check.cancel' },
  'lease.claim': { type: 'lease.claim', engineId: 'filled in', takeOver: true },
  'lease.handOver': { type: 'lease.handOver', toEngineId: 'filled in' },
  'lease.release': { type: 'lease.release', engineId: 'filled in' },
  'graphic.add': { type: 'graphic.add', graphicId: 'none', name: 'G', spec: BANNER },
  'graphic.update': { type: 'graphic.update', graphicId: 'none', name: 'G', spec: BANNER },
  'graphic.remove': { type: 'graphic.remove', graphicId: 'none' },
  'graphic.duplicate': { type: 'graphic.duplicate', graphicId: 'none', newGraphicId: 'h' },
  'graphic.reorder': { type: 'graphic.reorder', graphicIds: [] },
  'graphic.show': { type: 'graphic.show', graphicId: 'none' },
  'graphic.hide': { type: 'graphic.hide', graphicId: 'none' },
  'graphic.hideAll': { type: 'graphic.hideAll' },
  'scene.setGraphics': { type: 'scene.setGraphics', sceneId: 'a', graphicIds: [] },
  'show.setBrand': { type: 'show.setBrand', brand: DEFAULT_BRAND },
  'history.undo': { type: 'history.undo' },
  'history.redo': { type: 'history.redo' },
  'media.add': {
    ...{ type: 'media.add', mediaId: 'm1', assetId: 'asset1', kind: 'image', hasSound: false },
    ...CUE,
  },
  'media.update': { type: 'media.update', mediaId: 'none', ...CUE },
  'media.remove': { type: 'media.remove', mediaId: 'none' },
  'media.reorder': { type: 'media.reorder', mediaIds: [] },
  'media.play': { type: 'media.play', mediaId: 'none' },
  'media.stop': { type: 'media.stop' },
  'media.playBed': { type: 'media.playBed', mediaId: 'none' },
  'media.stopBed': { type: 'media.stopBed' },
  'media.break': { type: 'media.break', mediaId: 'none', startedAtMs: 1 },
  'scene.setMedia': { type: 'scene.setMedia', sceneId: 'a', mediaId: null },
  'rundown.add': {
    type: 'rundown.add',
    itemId: 'r1',
    title: 'R',
    durationMs: 1_000,
    notes: '',
    sceneId: null,
  },
  'rundown.edit': {
    type: 'rundown.edit',
    itemId: 'r1',
    title: 'R',
    durationMs: 1_000,
    notes: '',
    sceneId: null,
  },
  'rundown.remove': { type: 'rundown.remove', itemId: 'none' },
  'rundown.reorder': { type: 'rundown.reorder', itemIds: [] },
  'rundown.start': { type: 'rundown.start', itemId: 'none' },
  'rundown.stop': { type: 'rundown.stop' },
  'chat.say': { type: 'chat.say', messageId: 'm1', to: { kind: 'seat', seatId: 's1' }, text: 'Hi' },
};

const STAFF = ['owner', 'admin', 'producer', 'host'] as const;
let harness: Harness;
const clients = new Map<Role, Client>();

beforeAll(async () => {
  harness = await startHarness();
  const show = await harness.sessions.open(SHOW_ID);
  for (const seatId of ['s1', 's2']) {
    show?.session.run({ type: 'seat.join', seatId, name: seatId, role: 'guest', userId: null });
    harness.seats.set(`token-of-${seatId}`, seatId);
  }
  for (const role of STAFF) {
    harness.members.set(role, role);
    const client = harness.connect({ userId: role });
    await next(client, 'snapshot');
    clients.set(role, client);
  }
  const guest = harness.connect({ seatToken: 'token-of-s1' });
  await next(guest, 'guestView');
  clients.set('seat', guest);
});
afterAll(() => harness.close());

const outcome = async (client: Client, example: ShowCommand): Promise<string> => {
  const command = 'engineId' in example ? { ...example, engineId: clientIdOf(client) } : example;
  const reply = await send(client, command);
  return reply.ok || reply.error.code !== 'forbidden' ? 'allowed' : 'forbidden';
};

describe('every command against every role, over a real socket', () => {
  it('the table has every command of the contract', () => {
    const types = showCommandSchema.options.map((option) => option.shape.type.value);
    expect(Object.keys(EXAMPLES).sort()).toEqual([...types].sort());
  });

  for (const role of [...STAFF, 'seat'] as const) {
    it(`${role} may do exactly what the access table says`, async () => {
      const client = clients.get(role);
      if (!client) throw new Error('not connected');
      for (const [type, example] of Object.entries(EXAMPLES) as [ShowCommandType, ShowCommand][]) {
        const resource = {
          ...('seatId' in example ? { seatId: example.seatId } : {}),
          ...(role === 'seat' ? { ownSeatId: 's1' } : {}),
        };
        // The example of deny and remove names no real seat: a role check must come before the look-up.
        const expected = can(role, type, resource) ? 'allowed' : 'forbidden';
        expect([type, await outcome(client, example)]).toEqual([type, expected]);
      }
    });
  }

  it('a guest reaches only its own seat', async () => {
    const guest = clients.get('seat');
    if (!guest) throw new Error('not connected');
    for (const example of Object.values(EXAMPLES)) {
      if (!('seatId' in example)) continue;
      expect([example.type, await outcome(guest, { ...example, seatId: 's2' })]).toEqual([
        example.type,
        'forbidden',
      ]);
    }
  });

  it('viewers and strangers have no socket at all', async () => {
    harness.members.set('vic', 'viewer');
    expect((await refusalOf(harness.connect({ userId: 'vic' })))?.code).toBe('forbidden');
    expect((await refusalOf(harness.connect({})))?.code).toBe('not-signed-in');
    expect((await refusalOf(harness.connect({ seatToken: 'guess' })))?.code).toBe('bad-token');
  });
});
