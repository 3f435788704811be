import { DEFAULT_BRAND } from '../../contract/brand';
import type { GraphicSpec } from '../../contract/graphic';
import type { MediaPlayback } from '../../contract/media';
import { UNTREATED_SOUND } from '../../contract/seat-sound';
import type { ShowCommand } from '../../contract/show-commands';
import { newSceneDocument } from '../../scene/new-scene-document';
import type { SystemCommand } from '../system-command';
import type { SeededRandom } from './seeded-random';

const SEATS = ['s1', 's2', 's3', 's4', 's5'];
const SCENES = ['a', 'b', 'c', 'd', 'e'];
const ITEMS = ['i1', 'i2', 'i3'];
const ROOMS = [{ kind: 'producers' }, { kind: 'everyone' }, { kind: 'seat', seatId: 's1' }] as const;
const DESTINATIONS = ['d1', 'd2'];
const GRAPHICS = ['g1', 'g2', 'g3', 'g4'];
const MEDIA = ['m1', 'm2', 'm3'];
const LAYOUTS = ['solo', 'split', 'grid', 'presentation'] as const;

/** Any command a producer's page can send, mostly about things that exist. */
export function randomCommand(random: SeededRandom, engineId: string): ShowCommand {
  const seatId = random.pick(SEATS);
  const sceneId = random.pick(SCENES);
  const destinationId = random.pick(DESTINATIONS);
  const graphicId = random.pick(GRAPHICS);
  const itemId = random.pick(ITEMS);
  const item = { title: `Item ${random.below(9)}`, durationMs: 60_000, notes: '', sceneId: null };
  const flag = random.chance(0.5);
  const commands: ShowCommand[] = [
    { type: 'show.goLive' },
    { type: 'show.cancelCountdown' },
    { type: 'show.endShow' },
    { type: 'show.reopen' },
    { type: 'show.setRecording', enabled: flag },
    { type: 'show.setMasterGain', gainDb: -random.below(12) },
    { type: 'scene.activate', sceneId, cut: flag },
    { type: 'scene.preview', sceneId },
    { type: 'show.take', sceneId },
    { type: 'show.take', sceneId: random.pick(SCENES) },
    { type: 'show.setSwitchMode', mode: random.chance(0.2) ? 'direct' : 'studio' },
    { type: 'show.setTransition', transition: { kind: flag ? 'fade' : 'cut', durationMs: 400 } },
    {
      type: 'scene.import',
      scenes: [{ sceneId, name: 'From a file', document: newSceneDocument(random.pick(LAYOUTS)) }],
      logos: flag ? [{ logo: { kind: 'text', text: 'LOGO' }, sceneIds: [sceneId] }] : [],
    },
    {
      type: 'scene.setSlots',
      sceneId,
      slots: [{ binding: flag ? { kind: 'seat', seatId } : { kind: 'role', role: 'host' }, rect: null }],
    },
    { type: 'scene.add', sceneId, name: `Scene ${sceneId}`, layout: random.pick(LAYOUTS) },
    { type: 'scene.duplicate', sceneId, newSceneId: random.pick(SCENES) },
    { type: 'scene.rename', sceneId, name: `Name ${random.below(9)}` },
    { type: 'scene.remove', sceneId },
    { type: 'scene.reorder', sceneIds: [random.pick(SCENES), random.pick(SCENES)] },
    { type: 'scene.setLayout', sceneId, layout: random.pick(LAYOUTS) },
    { type: 'scene.setNameTags', sceneId, nameTags: flag },
    { type: 'scene.setScreenLeads', sceneId, screenLeads: flag },
    { type: 'scene.setCard', sceneId, card: 'Soon', showsFeeds: flag },
    { type: 'seat.admit', seatId },
    { type: 'seat.deny', seatId },
    { type: 'seat.toStage', seatId },
    { type: 'seat.toBackstage', seatId },
    { type: 'seat.toWaiting', seatId },
    { type: 'seat.rename', seatId, name: `Guest ${random.below(9)}` },
    { type: 'seat.reorder', seatIds: [random.pick(SEATS), random.pick(SEATS)] },
    { type: 'seat.setGain', seatId, gainDb: -random.below(20) },
    {
      type: 'seat.setSound',
      seatId,
      sound: { ...UNTREATED_SOUND, delayMs: random.below(500), ducksScreen: flag },
    },
    { type: 'seat.setMirrored', seatId, mirrored: flag },
    { type: 'seat.setProducerMute', seatId, muted: flag },
    { type: 'destination.setEnabled', destinationId, enabled: flag },
    { type: 'relay.retry', destinationId },
    { type: 'check.start' },
    { type: 'check.cancel' },
    { type: 'lease.claim', engineId, takeOver: random.chance(0.2) },
    { type: 'lease.release', engineId },
    { type: 'rundown.add', itemId, ...item },
    { type: 'rundown.edit', itemId, ...item },
    { type: 'rundown.remove', itemId },
    { type: 'rundown.reorder', itemIds: [random.pick(ITEMS), random.pick(ITEMS)] },
    { type: 'rundown.start', itemId },
    { type: 'rundown.stop' },
    ...(['history.undo', 'history.undo', 'history.redo'] as const).map((type) => ({ type })),
    { type: 'chat.say', messageId: `m${random.below(40)}`, to: random.pick(ROOMS), text: 'Hello' },
    { type: 'lease.handOver', toEngineId: random.pick(['engine1', 'engine2', engineId]) },
    ...mediaCommands(random, { mediaId: random.pick(MEDIA), sceneId }),
    ...graphicCommands(random, { graphicId, sceneId, edge: flag ? 'top' : 'bottom' }),
  ];
  return random.pick(commands);
}

function mediaCommands(
  random: SeededRandom,
  { mediaId, sceneId }: { mediaId: string; sceneId: string },
): ShowCommand[] {
  const settings = {
    ...{ name: `Clip ${random.below(9)}`, durationMs: 2_000, gainDb: 0, muted: false, fadeMs: 0 },
    loop: random.chance(0.5),
    fit: 'contain' as const,
    then: random.chance(0.5) ? ({ kind: 'next-scene' } as const) : ({ kind: 'scene', sceneId } as const),
  };
  return [
    { type: 'media.add', mediaId, assetId: 'asset1', kind: 'video', hasSound: true, ...settings },
    { type: 'media.update', mediaId, ...settings },
    { type: 'media.remove', mediaId },
    { type: 'media.reorder', mediaIds: [random.pick(MEDIA), random.pick(MEDIA)] },
    { type: 'media.play', mediaId },
    { type: 'media.stop' },
    { type: 'media.playBed', mediaId },
    { type: 'media.stopBed' },
    { type: 'scene.setMedia', sceneId, mediaId: random.chance(0.7) ? mediaId : null },
  ];
}

/** Twice as often as others: what is on at once depends on scenes, places and each other. */
function graphicCommands(
  random: SeededRandom,
  { graphicId, sceneId, edge }: { graphicId: string; sceneId: string; edge: 'top' | 'bottom' },
): ShowCommand[] {
  const spec: GraphicSpec = { kind: 'banner', text: `Text ${random.below(9)}`, edge };
  return [
    { type: 'graphic.add', graphicId, name: `Graphic ${graphicId}`, spec },
    { type: 'graphic.update', graphicId, name: `Name ${random.below(9)}`, spec },
    { type: 'graphic.remove', graphicId },
    { type: 'graphic.duplicate', graphicId, newGraphicId: random.pick(GRAPHICS) },
    { type: 'graphic.reorder', graphicIds: [random.pick(GRAPHICS), random.pick(GRAPHICS)] },
    { type: 'graphic.show', graphicId },
    { type: 'graphic.show', graphicId: random.pick(GRAPHICS) },
    { type: 'graphic.hide', graphicId },
    { type: 'graphic.hideAll' },
    { type: 'scene.setGraphics', sceneId, graphicIds: [...new Set([graphicId, random.pick(GRAPHICS)])] },
    { type: 'show.setBrand', brand: { ...DEFAULT_BRAND, font: random.pick(['inter', 'oswald'] as const) } },
  ];
}

/** What guests and the server add to a show. `broadcastId` is the one the show is in, if any; `playback` what plays. */
export function randomOutsideCommand(
  random: SeededRandom,
  {
    broadcastId,
    playback,
  }: { broadcastId: string; playback: Pick<MediaPlayback, 'mediaId' | 'startedAtMs'> },
): { command: ShowCommand | SystemCommand; seatId: string | null } {
  const seatId = random.pick(SEATS);
  const flag = random.chance(0.5);
  const own: ShowCommand[] = [
    { type: 'seat.setSelfMute', seatId, muted: flag },
    { type: 'seat.setMedia', seatId, media: { camera: flag, microphone: true, screen: false } },
    { type: 'seat.leave', seatId },
    { type: 'chat.say', messageId: `${seatId}-${random.below(9)}`, to: random.pick(ROOMS), text: 'Hi' },
  ];
  const system: SystemCommand[] = [
    { type: 'media.finish', ...playback },
    { type: 'media.finish', ...playback },
    { type: 'seat.join', seatId, name: seatId, role: flag ? 'guest' : 'host', userId: null },
    { type: 'seat.setConnection', seatId, connected: flag },
    {
      type: 'phase.advance',
      broadcastId,
      to: random.pick(['live', 'rehearsal', 'ending', 'ended'] as const),
    },
    { type: 'lease.expire', number: random.below(5) },
    {
      type: 'lease.passOn',
      number: random.below(5),
      to: { engineId: 'engine9', userId: 'u9', name: 'Nine' },
    },
    { type: 'title.set', title: `Title ${random.below(3)}` },
    { type: 'recording.status', recordingId: flag ? 'r1' : null },
  ];
  return random.chance(0.4)
    ? { command: random.pick(own), seatId }
    : { command: random.pick(system), seatId: null };
}
