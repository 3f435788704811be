import type { RelayStatus } from '../contract/gateway-control';
import type { MediaItem } from '../contract/media';
import type { RundownItem, SceneView, Seat, ShowDestination } from '../contract/show-state';
import type { CheckFinding } from '../contract/show-check';
import type { Standby } from './promotion';

/** What the server itself asks of a show. Never accepted from a socket: `showCommandSchema` does not know these types. */
export type SystemCommand =
  /** A seat was redeemed, or taken by a member. */
  | { type: 'seat.join'; seatId: string; name: string; role: Seat['role']; userId: string | null }
  | { type: 'seat.setConnection'; seatId: string; connected: boolean }
  /** The broadcast machine reports how far it came. `reason` is user text, for `rehearsal`. */
  | {
      type: 'phase.advance';
      broadcastId: string;
      to: 'live' | 'rehearsal' | 'ending' | 'ended';
      reason?: string;
    }
  | { type: 'relay.status'; destinationId: string; relay: RelayStatus | null }
  | { type: 'lease.heard'; number: number }
  | { type: 'lease.expire'; number: number }
  /** The holder of `number` is gone: the lease goes to `to` without being free in between. */
  | { type: 'lease.passOn'; number: number; to: Standby }
  | { type: 'check.finish'; checkId: string; findings: CheckFinding[] }
  /** `reason`: user text. */
  | { type: 'check.break'; reason: string }
  | { type: 'destinations.set'; destinations: Omit<ShowDestination, 'relay'>[] }
  | { type: 'title.set'; title: string }
  /** A removed scene comes back, by the undo of whoever removed it. */
  | { type: 'scene.restore'; scene: SceneView; index: number }
  | { type: 'rundown.restore'; item: RundownItem; index: number }
  | { type: 'media.restore'; item: MediaItem; index: number }
  /** This very playback has come to its end. */
  | { type: 'media.finish'; mediaId: string; startedAtMs: number }
  | { type: 'recording.status'; recordingId: string | null };
