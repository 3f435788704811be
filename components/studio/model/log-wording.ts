import type { RelayState } from '@/lib/core/contract/gateway-control';
import type { Actor } from '@/lib/core/contract/show-commands';
import type { NumberedEvent } from '@/lib/core/contract/show-events';
import type { LayoutId, Transition, TransitionKind } from '@/lib/core/contract/scene-document';
import type { MediaChannel } from '@/lib/core/contract/events/media-events';
import type { ShowState } from '@/lib/core/contract/show-state';
import { itemOf } from '@/lib/core/media/program-media';
import { REASON_TEXT } from './relay-wording';

export const LAYOUT_NAMES: Record<LayoutId, string> = {
  solo: 'Solo',
  split: 'Split',
  'side-by-side': 'Side by side',
  grid: 'Grid',
  'picture-in-picture': 'Picture in picture',
  presentation: 'Presentation',
  interview: 'Interview',
  news: 'News',
  spotlight: 'Spotlight and strip',
  cinema: 'Cinema',
  free: 'Free form',
};

export const TRANSITION_NAMES: Record<TransitionKind, string> = {
  cut: 'Cut',
  fade: 'Fade',
  wipe: 'Wipe',
  move: 'Move',
};

const SWITCHED: Record<TransitionKind, string> = {
  cut: 'switched to',
  fade: 'faded to',
  wipe: 'wiped to',
  move: 'moved to',
};

/** `Ada put Guest one on stage`, or null for what nobody did and nobody misses. */
export function describeEvent({ event, actor }: NumberedEvent, state: ShowState): string | null {
  const who = actorName(actor, state);
  const scene = (sceneId: string) =>
    `“${state.scenes.find((known) => known.sceneId === sceneId)?.name ?? 'a removed scene'}”`;
  const seat = (seatId: string) =>
    state.seats.find((known) => known.seatId === seatId)?.name ?? 'a removed guest';
  const graphic = (graphicId: string) =>
    `“${state.graphics.find((known) => known.graphicId === graphicId)?.name ?? 'a removed graphic'}”`;
  const clip = (mediaId: string) => `“${itemOf(state.media, mediaId)?.name ?? 'a removed clip'}”`;
  const destination = (destinationId: string) =>
    state.destinations.find((known) => known.destinationId === destinationId)?.name ?? 'a destination';
  switch (event.type) {
    case 'phase.changed':
      return describePhase(event.phase.status, who);
    case 'title.changed':
      return `${who} renamed the show to “${event.title}”`;
    case 'program.activated':
      return `${who} ${SWITCHED[event.change?.transition.kind ?? 'cut']} ${scene(event.sceneId)}`;
    case 'preview.set':
    case 'program.moved':
      return null;
    case 'switchMode.set':
      return `${who} turned studio mode ${event.mode === 'studio' ? 'on' : 'off'}`;
    case 'transition.set':
      return `${who} chose ${describeTransition(event.transition)}`;
    case 'scene.put':
      return `${who} added the scene “${event.scene.name}”`;
    case 'scene.renamed':
      return `${who} renamed a scene to “${event.name}”`;
    case 'scene.removed':
      return `${who} removed a scene`;
    case 'scene.reordered':
      return `${who} reordered the scenes`;
    case 'scene.layoutSet':
      return `${who} set ${scene(event.sceneId)} to ${LAYOUT_NAMES[event.layout].toLowerCase()}`;
    case 'scene.slotsSet':
      return `${who} changed who is where in ${scene(event.sceneId)}`;
    case 'scene.backgroundSet':
      return `${who} changed the background of ${scene(event.sceneId)}`;
    case 'scene.logoSet':
      return `${who} changed the logo of ${scene(event.sceneId)}`;
    case 'scene.nameTagsSet':
      return `${who} turned name tags ${event.nameTags ? 'on' : 'off'} in ${scene(event.sceneId)}`;
    case 'scene.screenLeadsSet':
      return event.screenLeads
        ? `${who} let shared screens take the large place in ${scene(event.sceneId)}`
        : `${who} let shared screens stand among the people in ${scene(event.sceneId)}`;
    case 'scene.cardSet':
      return `${who} changed the card of ${scene(event.sceneId)}`;
    case 'seat.put':
      return `${event.seat.name} asked to join`;
    case 'seat.placed':
      return describePlace(event.place, who, seat(event.seatId));
    case 'seat.renamed':
      return `${who} renamed a guest to “${event.name}”`;
    case 'seat.reordered':
      return `${who} changed the order of people`;
    case 'seat.gainSet':
      return `${who} set ${seat(event.seatId)} to ${formatDb(event.gainDb)}`;
    case 'seat.soundSet':
      return `${who} changed how ${seat(event.seatId)} sounds`;
    case 'seat.mirrorSet':
      return `${who} ${event.mirrored ? 'mirrored' : 'turned back'} the picture of ${seat(event.seatId)}`;
    case 'seat.muteSet':
      return `${who} ${event.mute.byProducer || event.mute.bySelf ? 'muted' : 'unmuted'} ${
        actor.kind === 'seat' ? 'themselves' : seat(event.seatId)
      }`;
    case 'seat.mediaSet':
      return null;
    case 'seat.connectionSet':
      return event.connected ? `${seat(event.seatId)} is here` : `${seat(event.seatId)} lost the connection`;
    case 'master.gainSet':
      return `${who} set the program to ${formatDb(event.gainDb)}`;
    case 'lease.changed':
      return event.lease.status === 'held' ? `${event.lease.name} draws the program` : null;
    case 'check.changed':
      return event.check.status === 'running' ? `${who} checks the program` : null;
    case 'destination.put':
      return `${who} added ${event.destination.name}`;
    case 'destination.removed':
      return `${who} removed a destination`;
    case 'destination.enabledSet':
      return `${who} turned ${destination(event.destinationId)} ${event.enabled ? 'on' : 'off'}`;
    case 'relay.changed':
      return describeRelayChange(event.relay?.state ?? null, destination(event.destinationId));
    case 'graphic.put':
      return `${who} added the graphic “${event.graphic.name}”`;
    case 'graphic.updated':
      return `${who} changed the graphic “${event.name}”`;
    case 'graphic.removed':
      return `${who} removed a graphic`;
    case 'graphic.reordered':
      return `${who} reordered the graphics`;
    case 'graphic.shown':
      return `${who} showed ${graphic(event.graphicId)}`;
    case 'graphic.hidden':
      return `${who} hid ${graphic(event.graphicId)}`;
    case 'scene.graphicsSet':
      return `${who} changed the graphics of ${scene(event.sceneId)}`;
    case 'media.itemPut':
      return `${who} added the clip “${event.item.name}”`;
    case 'media.itemChanged':
      return `${who} changed the clip “${event.item.name}”`;
    case 'media.itemRemoved':
      return `${who} removed a clip`;
    case 'media.reordered':
      return `${who} reordered the clips`;
    case 'media.played':
      return `${who} ${event.channel === 'bed' ? 'started the music' : 'played'} ${clip(event.playback.mediaId)}`;
    case 'media.stopped':
      return describeStop(event, who, state);
    case 'scene.mediaSet':
      return event.mediaId === null
        ? `${who} let ${scene(event.sceneId)} start without a clip`
        : `${who} let ${scene(event.sceneId)} start ${clip(event.mediaId)}`;
    case 'brand.set':
      return `${who} changed the brand of this show`;
    // It has a place of its own.
    case 'chat.said':
      return null;
    case 'rundown.itemPut':
      return `${who} added “${event.item.title}” to the rundown`;
    case 'rundown.itemChanged':
      return `${who} changed “${event.item.title}” in the rundown`;
    case 'rundown.itemRemoved':
      return `${who} removed an item from the rundown`;
    case 'rundown.reordered':
      return `${who} reordered the rundown`;
    case 'rundown.ran':
      return describeRun(event.run?.itemId ?? null, who, state);
    case 'recording.changed':
      return `${who} turned recording ${event.enabled ? 'on' : 'off'}`;
  }
}

/** `a fade of 0.4 s` */
export const describeTransition = ({ kind, durationMs }: Transition): string =>
  kind === 'cut' ? 'a cut' : `a ${TRANSITION_NAMES[kind].toLowerCase()} of ${durationMs / 1_000} s`;

export const formatDb = (db: number) => `${db > 0 ? '+' : ''}${db.toFixed(Number.isInteger(db) ? 0 : 1)} dB`;

/** The name as the show knows it; a seat's own acts carry the seat. */
function actorName(actor: Actor, state: ShowState): string {
  if (actor.kind === 'system') return 'Stream Buddy';
  if (actor.kind === 'user') return actor.name;
  return state.seats.find(({ seatId }) => seatId === actor.seatId)?.name ?? actor.name;
}

function describePhase(status: ShowState['phase']['status'], who: string): string {
  const text = {
    rehearsal: 'went back to rehearsal',
    countdown: 'started the countdown',
    live: 'took the show live',
    ending: 'ended the show',
    ended: 'closed the broadcast',
  } as const;
  return `${who} ${text[status]}`;
}

function describePlace(place: 'waiting' | 'backstage' | 'stage' | 'gone', who: string, name: string): string {
  switch (place) {
    case 'stage':
      return `${who} put ${name} on stage`;
    case 'backstage':
      return `${who} took ${name} backstage`;
    case 'waiting':
      return `${name} went to the waiting room`;
    case 'gone':
      return `${who} removed ${name}`;
  }
}

function describeStop(
  { channel, why }: { channel: MediaChannel; why: 'asked' | 'over' | 'broken' },
  who: string,
  { media }: ShowState,
): string | null {
  const playback = channel === 'bed' ? media.bed : media.playing;
  const name = itemOf(media, playback?.mediaId ?? null)?.name;
  const what = name === undefined ? 'a clip' : `“${name}”`;
  if (why === 'broken') return `${what} could not be played to its end`;
  // It ended as it was meant to.
  return why === 'over' ? null : `${who} stopped ${what}`;
}

function describeRun(runningId: string | null, who: string, { rundown }: ShowState): string {
  if (runningId === null) return `${who} stopped the rundown`;
  const title = rundown.items.find(({ itemId }) => itemId === runningId)?.title ?? 'an item';
  return `${who} started “${title}” of the rundown`;
}

function describeRelayChange(state: RelayState | null, name: string): string | null {
  switch (state?.status) {
    case 'live':
      return `${name} is live`;
    case 'retrying':
      return `${name} ${REASON_TEXT[state.reason]} Trying again`;
    case 'failed':
      return `${name} ${REASON_TEXT[state.reason]} Not tried again`;
    default:
      return null;
  }
}
