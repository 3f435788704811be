import type { Actor } from '../../contract/show-commands';
import type { ShowEvent } from '../../contract/show-events';

type TargetsOf<T extends ShowEvent['type']> = (
  event: Extract<ShowEvent, { type: T }>,
  actor: Actor,
) => string[];

/**
 * What an event changes of what producers edit, as paths: `scene:a/name` lies in `scene:a`. An event that changes
 * nothing of it (a connection, the program, a relay) has none.
 */
export function eventTargets(event: ShowEvent, actor: Actor): string[] {
  // The table pairs each type with its own entry; the compiler cannot follow that through an index.
  const targets = TARGETS[event.type] as ((event: ShowEvent, actor: Actor) => string[]) | undefined;
  return targets ? targets(event, actor) : [];
}

/** One of the two is the other or lies in it. */
export function targetsOverlap(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

const TARGETS: { [T in ShowEvent['type']]?: TargetsOf<T> } = {
  'master.gainSet': () => ['master/gain'],
  'scene.put': ({ scene }) => [`scene:${scene.sceneId}`],
  'scene.removed': ({ sceneId }) => [`scene:${sceneId}`],
  'scene.renamed': ({ sceneId }) => [`scene:${sceneId}/name`],
  'scene.layoutSet': ({ sceneId }) => [`scene:${sceneId}/layout`],
  'scene.slotsSet': ({ sceneId }) => [`scene:${sceneId}/slots`],
  'scene.backgroundSet': ({ sceneId }) => [`scene:${sceneId}/background`],
  'scene.logoSet': ({ sceneId }) => [`scene:${sceneId}/logo`],
  'scene.nameTagsSet': ({ sceneId }) => [`scene:${sceneId}/nameTags`],
  'scene.screenLeadsSet': ({ sceneId }) => [`scene:${sceneId}/screenLeads`],
  'scene.cardSet': ({ sceneId }) => [`scene:${sceneId}/card`],
  'scene.reordered': () => ['order:scenes'],
  'seat.put': ({ seat }) => [`seat:${seat.seatId}`],
  'seat.placed': ({ seatId }) => [`seat:${seatId}/place`],
  'seat.renamed': ({ seatId }) => [`seat:${seatId}/name`],
  'seat.gainSet': ({ seatId }) => [`seat:${seatId}/gain`],
  'seat.mirrorSet': ({ seatId }) => [`seat:${seatId}/mirrored`],
  // SE6: a seat's own switch is another one than the producers'.
  'seat.muteSet': ({ seatId }, actor) => [`seat:${seatId}/${actor.kind === 'seat' ? 'ownMute' : 'mute'}`],
  'seat.reordered': () => ['order:seats'],
  'seat.soundSet': ({ seatId }) => [`seat:${seatId}/sound`],
  'scene.graphicsSet': ({ sceneId }) => [`scene:${sceneId}/graphics`],
  'graphic.put': ({ graphic }) => [`graphic:${graphic.graphicId}`],
  'graphic.updated': ({ graphicId }) => [`graphic:${graphicId}/content`],
  'graphic.removed': ({ graphicId }) => [`graphic:${graphicId}`],
  'graphic.reordered': () => ['order:graphics'],
  'brand.set': () => ['brand'],
  'media.itemPut': ({ item }) => [`media:${item.mediaId}`],
  'media.itemChanged': ({ item }) => [`media:${item.mediaId}`],
  'media.itemRemoved': ({ mediaId }) => [`media:${mediaId}`],
  'media.reordered': () => ['order:media'],
  'scene.mediaSet': ({ sceneId }) => [`scene:${sceneId}/media`],
  'rundown.itemPut': ({ item }) => [`rundown:${item.itemId}`],
  'rundown.itemChanged': ({ item }) => [`rundown:${item.itemId}`],
  'rundown.itemRemoved': ({ itemId }) => [`rundown:${itemId}`],
  'rundown.reordered': () => ['order:rundown'],
};
