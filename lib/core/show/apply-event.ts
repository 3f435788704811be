import { assertNever } from '../contract/error-codes';
import { LIMITS } from '../contract/limits';
import type { SceneDocument } from '../contract/scene-document';
import type { ShowEvent } from '../contract/show-events';
import type { SceneView, Seat, ShowDestination, ShowState } from '../contract/show-state';

/**
 * Folds one fact into a show. Never refuses and never throws: an event about a scene, seat or destination that is
 * not there leaves the state as it is, so that every log can be replayed. Unchanged parts keep their identity.
 */
export function applyEvent(state: ShowState, event: ShowEvent): ShowState {
  switch (event.type) {
    case 'phase.changed':
      return { ...state, phase: event.phase };
    case 'title.changed':
      return { ...state, title: event.title };
    case 'program.activated':
      return { ...state, programSceneId: event.sceneId };
    case 'master.gainSet':
      return { ...state, masterGainDb: event.gainDb };
    case 'lease.changed':
      return { ...state, lease: event.lease };
    case 'recording.changed':
      return { ...state, recording: nextRecording(state.recording, event) };

    case 'scene.put':
      return { ...state, scenes: putScene(state.scenes, event.scene, event.index) };
    case 'scene.removed':
      return { ...state, scenes: state.scenes.filter(({ sceneId }) => sceneId !== event.sceneId) };
    case 'scene.reordered':
      return { ...state, scenes: inOrder(state.scenes, event.sceneIds, ({ sceneId }) => sceneId) };
    case 'scene.renamed':
      return withScene(state, event.sceneId, (scene) => ({ ...scene, name: event.name }));
    case 'scene.layoutSet':
      return withDocument(state, event.sceneId, { layout: event.layout });
    case 'scene.backgroundSet':
      return withDocument(state, event.sceneId, { background: event.background });
    case 'scene.logoSet':
      return withDocument(state, event.sceneId, { logo: event.logo });
    case 'scene.nameTagsSet':
      return withDocument(state, event.sceneId, { nameTags: event.nameTags });
    case 'scene.cardSet':
      return withDocument(state, event.sceneId, { card: event.card, showsFeeds: event.showsFeeds });

    case 'seat.put':
      return { ...state, seats: putSeat(state.seats, event.seat) };
    case 'seat.reordered':
      return { ...state, seats: inOrder(state.seats, event.seatIds, ({ seatId }) => seatId) };
    case 'seat.placed':
      return { ...state, seats: placeSeat(state.seats, event.seatId, event.place) };
    case 'seat.renamed':
      return withSeat(state, event.seatId, { name: event.name });
    case 'seat.gainSet':
      return withSeat(state, event.seatId, { gainDb: event.gainDb });
    case 'seat.muteSet':
      return withSeat(state, event.seatId, { mute: event.mute });
    case 'seat.mediaSet':
      return withSeat(state, event.seatId, { media: event.media });
    case 'seat.connectionSet':
      return withSeat(state, event.seatId, { connected: event.connected });

    case 'destination.put':
      return { ...state, destinations: putDestination(state.destinations, event.destination) };
    case 'destination.removed':
      return {
        ...state,
        destinations: state.destinations.filter((known) => known.destinationId !== event.destinationId),
      };
    case 'destination.enabledSet':
      return withDestination(state, event.destinationId, { enabled: event.enabled });
    case 'relay.changed':
      return withDestination(state, event.destinationId, { relay: event.relay });
    default:
      return assertNever(event);
  }
}

function nextRecording(
  recording: ShowState['recording'],
  { enabled, recordingId }: { enabled: boolean; recordingId: string | null },
): ShowState['recording'] {
  return recordingId === recording.recordingId
    ? { ...recording, enabled }
    : { enabled, recordingId, bytes: 0, durationMs: 0 };
}

function putScene(scenes: SceneView[], scene: SceneView, index: number): SceneView[] {
  const others = scenes.filter(({ sceneId }) => sceneId !== scene.sceneId);
  return [...others.slice(0, index), scene, ...others.slice(index)];
}

function withScene(state: ShowState, sceneId: string, change: (scene: SceneView) => SceneView): ShowState {
  return {
    ...state,
    scenes: state.scenes.map((scene) => (scene.sceneId === sceneId ? change(scene) : scene)),
  };
}

function withDocument(state: ShowState, sceneId: string, patch: Partial<SceneDocument>): ShowState {
  return withScene(state, sceneId, (scene) => ({ ...scene, document: { ...scene.document, ...patch } }));
}

function putSeat(seats: Seat[], seat: Seat): Seat[] {
  return seats.some(({ seatId }) => seatId === seat.seatId)
    ? seats.map((known) => (known.seatId === seat.seatId ? seat : known))
    : [...seats, seat];
}

/** SE10: a seat that goes moves to the end, so that the gone ones stand in the order they went. */
function placeSeat(seats: Seat[], seatId: string, place: Seat['place']): Seat[] {
  const seat = seats.find((candidate) => candidate.seatId === seatId);
  if (!seat) return seats;
  if (place !== 'gone') return seats.map((known) => (known === seat ? { ...seat, place } : known));
  const kept = [...seats.filter((known) => known !== seat), { ...seat, place }];
  const surplus = kept.filter((known) => known.place === 'gone').length - LIMITS.seatsMax;
  if (surplus <= 0) return kept;
  const forgotten = kept.find((known) => known.place === 'gone');
  return kept.filter((known) => known !== forgotten);
}

function withSeat(state: ShowState, seatId: string, patch: Partial<Seat>): ShowState {
  return {
    ...state,
    seats: state.seats.map((seat) => (seat.seatId === seatId ? { ...seat, ...patch } : seat)),
  };
}

function putDestination(destinations: ShowDestination[], destination: ShowDestination): ShowDestination[] {
  const isSame = ({ destinationId }: ShowDestination) => destinationId === destination.destinationId;
  return destinations.some(isSame)
    ? destinations.map((known) => (isSame(known) ? destination : known))
    : [...destinations, destination];
}

function withDestination(
  state: ShowState,
  destinationId: string,
  patch: Partial<ShowDestination>,
): ShowState {
  return {
    ...state,
    destinations: state.destinations.map((known) =>
      known.destinationId === destinationId ? { ...known, ...patch } : known,
    ),
  };
}

/** Items that the order does not name keep their place behind those it names. */
function inOrder<T>(items: T[], ids: readonly string[], idOf: (item: T) => string): T[] {
  const rank = new Map(ids.map((id, index) => [id, index]));
  const last = ids.length;
  return [...items].sort((a, b) => (rank.get(idOf(a)) ?? last) - (rank.get(idOf(b)) ?? last));
}
