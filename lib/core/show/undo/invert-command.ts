import type { Graphic } from '../../contract/graphic';
import type { MediaItem } from '../../contract/media';
import type { RundownItem, SceneView, Seat, ShowState } from '../../contract/show-state';
import { itemOf } from '../../media/program-media';
import type { AnyCommand } from '../rule';

/** The commands that bring back what the given one will change, first to last; null: there is no way back, or none wanted. */
type InverterOf<T extends AnyCommand['type']> = (
  state: ShowState,
  command: Extract<AnyCommand, { type: T }>,
) => AnyCommand[] | null;

/**
 * What can be taken back. A type that is not here cannot: going live and ending, what is on program, the lease, relays,
 * recording, who was turned away, and what only a guest decides.
 */
type Inverters = { [T in AnyCommand['type']]?: InverterOf<T> };

/**
 * The way back from a command that is about to be given. Pure; follows the UN rules of SPEC.md.
 * @param state - the show before the command.
 * @returns commands for `reduceShow`, in order, or null when this one cannot be taken back.
 */
export function invertCommand(state: ShowState, command: AnyCommand): AnyCommand[] | null {
  // The table pairs each type with its own inverter; the compiler cannot follow that through an index.
  const invert = INVERTERS[command.type] as
    ((state: ShowState, command: AnyCommand) => AnyCommand[] | null) | undefined;
  return invert ? invert(state, command) : null;
}

const SCENE_INVERTERS: Inverters = {
  'scene.add': (_state, { sceneId }) => [{ type: 'scene.remove', sceneId }],
  'scene.import': (_state, { scenes }) => scenes.map(({ sceneId }) => ({ type: 'scene.remove', sceneId })),
  'scene.duplicate': (_state, { newSceneId }) => [{ type: 'scene.remove', sceneId: newSceneId }],
  'scene.restore': (_state, { scene }) => [{ type: 'scene.remove', sceneId: scene.sceneId }],
  'scene.remove': withScene((scene, state) => [
    { type: 'scene.restore', scene, index: state.scenes.indexOf(scene) },
  ]),
  'scene.rename': withScene(({ sceneId, name }) => [{ type: 'scene.rename', sceneId, name }]),
  'scene.setLayout': withScene(({ sceneId, document: { layout } }) => [
    { type: 'scene.setLayout', sceneId, layout },
  ]),
  'scene.setSlots': withScene(({ sceneId, document: { slots } }) => [
    { type: 'scene.setSlots', sceneId, slots },
  ]),
  'scene.setBackground': withScene(({ sceneId, document: { background } }) => [
    { type: 'scene.setBackground', sceneId, background },
  ]),
  'scene.setLogo': withScene(({ sceneId, document: { logo } }) => [{ type: 'scene.setLogo', sceneId, logo }]),
  'scene.setNameTags': withScene(({ sceneId, document: { nameTags } }) => [
    { type: 'scene.setNameTags', sceneId, nameTags },
  ]),
  'scene.setScreenLeads': withScene(({ sceneId, document: { screenLeads } }) => [
    { type: 'scene.setScreenLeads', sceneId, screenLeads },
  ]),
  'scene.setCard': withScene(({ sceneId, document: { card, showsFeeds } }) => [
    { type: 'scene.setCard', sceneId, card, showsFeeds },
  ]),
  'scene.reorder': ({ scenes }, { sceneIds }) => [
    { type: 'scene.reorder', sceneIds: asTheyStand(scenes, sceneIds, ({ sceneId }) => sceneId) },
  ],
};

const SEAT_INVERTERS: Inverters = {
  'seat.admit': (_state, { seatId }) => [{ type: 'seat.toWaiting', seatId }],
  'seat.toStage': (_state, { seatId }) => [{ type: 'seat.toBackstage', seatId }],
  'seat.toBackstage': (_state, { seatId }) => [{ type: 'seat.toStage', seatId }],
  'seat.toWaiting': withSeat(({ seatId, place }) => [
    { type: 'seat.admit', seatId },
    ...(place === 'stage' ? [{ type: 'seat.toStage', seatId } as const] : []),
  ]),
  'seat.rename': withSeat(({ seatId, name }) => [{ type: 'seat.rename', seatId, name }]),
  'seat.setGain': withSeat(({ seatId, gainDb }) => [{ type: 'seat.setGain', seatId, gainDb }]),
  'seat.setSound': withSeat(({ seatId, sound }) => [{ type: 'seat.setSound', seatId, sound }]),
  'seat.setMirrored': withSeat(({ seatId, mirrored }) => [{ type: 'seat.setMirrored', seatId, mirrored }]),
  'seat.setProducerMute': withSeat(({ seatId, mute }) => [
    { type: 'seat.setProducerMute', seatId, muted: mute.byProducer },
  ]),
  'seat.reorder': ({ seats }, { seatIds }) => [
    { type: 'seat.reorder', seatIds: asTheyStand(seats, seatIds, ({ seatId }) => seatId) },
  ],
};

const SHOW_INVERTERS: Inverters = {
  'show.setMasterGain': ({ masterGainDb }) => [{ type: 'show.setMasterGain', gainDb: masterGainDb }],
};

const RUNDOWN_INVERTERS: Inverters = {
  'rundown.add': (_state, { itemId }) => [{ type: 'rundown.remove', itemId }],
  'rundown.restore': (_state, { item }) => [{ type: 'rundown.remove', itemId: item.itemId }],
  'rundown.remove': withItem((item, { rundown }) => [
    { type: 'rundown.restore', item, index: rundown.items.indexOf(item) },
  ]),
  'rundown.edit': withItem((item) => [{ type: 'rundown.edit', ...item }]),
  'rundown.reorder': ({ rundown }, { itemIds }) => [
    { type: 'rundown.reorder', itemIds: asTheyStand(rundown.items, itemIds, ({ itemId }) => itemId) },
  ],
};

const GRAPHIC_INVERTERS: Inverters = {
  'graphic.add': (_state, { graphicId }) => [{ type: 'graphic.remove', graphicId }],
  'graphic.duplicate': (_state, { newGraphicId }) => [{ type: 'graphic.remove', graphicId: newGraphicId }],
  'graphic.update': withGraphic(({ graphicId, name, spec }) => [
    { type: 'graphic.update', graphicId, name, spec },
  ]),
  'graphic.remove': withGraphic(({ graphicId, name, spec }, { graphics }) => [
    { type: 'graphic.add', graphicId, name, spec },
    { type: 'graphic.reorder', graphicIds: graphics.map((known) => known.graphicId) },
  ]),
  'graphic.reorder': ({ graphics }, { graphicIds }) => [
    {
      type: 'graphic.reorder',
      graphicIds: asTheyStand(graphics, graphicIds, ({ graphicId }) => graphicId),
    },
  ],
  'scene.setGraphics': withScene(({ sceneId, document: { graphicIds } }) => [
    { type: 'scene.setGraphics', sceneId, graphicIds },
  ]),
  'show.setBrand': ({ brand }) => [{ type: 'show.setBrand', brand }],
};

const MEDIA_INVERTERS: Inverters = {
  'media.add': (_state, { mediaId }) => [{ type: 'media.remove', mediaId }],
  'media.restore': (_state, { item }) => [{ type: 'media.remove', mediaId: item.mediaId }],
  'media.remove': withMedia((item, { media }) => [
    { type: 'media.restore', item, index: media.items.indexOf(item) },
  ]),
  'media.update': withMedia(({ assetId: _asset, kind: _kind, hasSound: _sound, ...settings }) => [
    { type: 'media.update', ...settings },
  ]),
  'media.reorder': ({ media }, { mediaIds }) => [
    { type: 'media.reorder', mediaIds: asTheyStand(media.items, mediaIds, ({ mediaId }) => mediaId) },
  ],
  'scene.setMedia': withScene(({ sceneId, document: { mediaId } }) => [
    { type: 'scene.setMedia', sceneId, mediaId },
  ]),
};

/** One family per spread. */
const INVERTERS: Inverters = {
  ...SCENE_INVERTERS,
  ...SEAT_INVERTERS,
  ...SHOW_INVERTERS,
  ...RUNDOWN_INVERTERS,
  ...GRAPHIC_INVERTERS,
  ...MEDIA_INVERTERS,
};

function withScene(invert: (scene: SceneView, state: ShowState) => AnyCommand[]) {
  return (state: ShowState, { sceneId }: { sceneId: string }): AnyCommand[] | null => {
    const scene = state.scenes.find((known) => known.sceneId === sceneId);
    return scene ? invert(scene, state) : null;
  };
}

function withSeat(invert: (seat: Seat) => AnyCommand[]) {
  return (state: ShowState, { seatId }: { seatId: string }): AnyCommand[] | null => {
    const seat = state.seats.find((known) => known.seatId === seatId);
    return seat ? invert(seat) : null;
  };
}

function withItem(invert: (item: RundownItem, state: ShowState) => AnyCommand[]) {
  return (state: ShowState, { itemId }: { itemId: string }): AnyCommand[] | null => {
    const item = state.rundown.items.find((known) => known.itemId === itemId);
    return item ? invert(item, state) : null;
  };
}

function withMedia(invert: (item: MediaItem, state: ShowState) => AnyCommand[]) {
  return (state: ShowState, { mediaId }: { mediaId: string }): AnyCommand[] | null => {
    const item = itemOf(state.media, mediaId);
    return item ? invert(item, state) : null;
  };
}

function withGraphic(invert: (graphic: Graphic, state: ShowState) => AnyCommand[]) {
  return (state: ShowState, { graphicId }: { graphicId: string }): AnyCommand[] | null => {
    const graphic = state.graphics.find((known) => known.graphicId === graphicId);
    return graphic ? invert(graphic, state) : null;
  };
}

/** The listed ids in the order in which they stand now. */
function asTheyStand<T>(items: readonly T[], listed: readonly string[], idOf: (item: T) => string): string[] {
  const wanted = new Set(listed);
  return items.map(idOf).filter((itemId) => wanted.has(itemId));
}
