import type { RelayStatus } from './gateway-control';
import type { LayoutId, Logo, Paint } from './scene-document';
import type { Actor } from './show-commands';
import type { EngineLease, SceneView, Seat, SeatPlace, ShowDestination, ShowPhase } from './show-state';

/** Facts, past tense. `applyEvent` folds them; producing them is `reduceShow`'s work. */
export type ShowEvent =
  | { type: 'phase.changed'; phase: ShowPhase }
  | { type: 'title.changed'; title: string }
  | { type: 'program.activated'; sceneId: string }
  | { type: 'scene.put'; scene: SceneView; index: number }
  | { type: 'scene.renamed'; sceneId: string; name: string }
  | { type: 'scene.removed'; sceneId: string }
  | { type: 'scene.reordered'; sceneIds: string[] }
  | { type: 'scene.layoutSet'; sceneId: string; layout: LayoutId }
  | { type: 'scene.backgroundSet'; sceneId: string; background: Paint }
  | { type: 'scene.logoSet'; sceneId: string; logo: Logo }
  | { type: 'scene.nameTagsSet'; sceneId: string; nameTags: boolean }
  | { type: 'scene.cardSet'; sceneId: string; card: string; showsFeeds: boolean }
  | { type: 'seat.put'; seat: Seat }
  | { type: 'seat.placed'; seatId: string; place: SeatPlace }
  | { type: 'seat.renamed'; seatId: string; name: string }
  | { type: 'seat.reordered'; seatIds: string[] }
  | { type: 'seat.gainSet'; seatId: string; gainDb: number }
  | { type: 'seat.muteSet'; seatId: string; mute: Seat['mute'] }
  | { type: 'seat.mediaSet'; seatId: string; media: Seat['media'] }
  | { type: 'seat.connectionSet'; seatId: string; connected: boolean }
  | { type: 'master.gainSet'; gainDb: number }
  | { type: 'lease.changed'; lease: EngineLease }
  | { type: 'destination.put'; destination: ShowDestination }
  | { type: 'destination.removed'; destinationId: string }
  | { type: 'destination.enabledSet'; destinationId: string; enabled: boolean }
  | { type: 'relay.changed'; destinationId: string; relay: RelayStatus | null }
  | { type: 'recording.changed'; enabled: boolean; recordingId: string | null };

/** One accepted change, numbered without gaps by the ShowSession. */
export interface NumberedEvent {
  seq: number;
  atMs: number;
  actor: Actor;
  event: ShowEvent;
  /** The command it answers, so that the sender can retire its optimistic copy. */
  commandId: string | null;
}
