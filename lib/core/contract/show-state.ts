import type { Brand } from './brand';
import type { ChatMessage } from './chat';
import type { Graphic } from './graphic';
import type { ShowMedia } from './media';
import type { SceneDocument, Transition } from './scene-document';
import type { SeatSound } from './seat-sound';
import type { RelayStatus } from './gateway-control';
import type { ShowCheck } from './show-check';

/** A guest's place in a show; outlives every connection. */
export interface Seat {
  seatId: string;
  name: string;
  /** host: a member of the workspace who appears on camera. */
  role: 'host' | 'guest';
  place: SeatPlace;
  /** Signed-in user of a host seat. */
  userId: string | null;
  /** The seat has a live connection (socket). */
  connected: boolean;
  /** What the seat itself says it publishes now. */
  media: { camera: boolean; microphone: boolean; screen: boolean };
  gainDb: number;
  sound: SeatSound;
  /** The camera is drawn as in a mirror, for one whose picture comes the wrong way round. Never a shared screen. */
  mirrored: boolean;
  /** Muted when either is true. Each side lifts only its own: nobody is unmuted by someone else's choice. */
  mute: { byProducer: boolean; bySelf: boolean };
  joinedAtMs: number;
}

/** `gone`: denied or removed; the row stays so that the same link cannot take the seat back. */
export type SeatPlace = 'waiting' | 'backstage' | 'stage' | 'gone';

export interface SceneView {
  sceneId: string;
  name: string;
  document: SceneDocument;
}

/** How scenes come on program. */
export interface Switching {
  /** direct: a scene that is chosen is on program. studio: it is the preview first, and *Take* puts it on program. */
  mode: 'direct' | 'studio';
  /** Names a scene of the show in studio mode; null in direct mode. */
  previewSceneId: string | null;
  transition: Transition;
}

/** How the program scene came on; may be long over. */
export interface ProgramChange {
  fromSceneId: string;
  /** As it was at that moment: what happens to that scene afterwards does not disturb the transition. */
  fromDocument: SceneDocument;
  transition: Transition;
  /** Server time. */
  startedAtMs: number;
  /** The change that was still running then: the picture goes on from the mixture, not from one of its scenes. */
  overtaken: Omit<ProgramChange, 'overtaken'> | null;
}

export type ShowPhase =
  /** `reason`: user text, when the last countdown did not reach the air. */
  | { status: 'rehearsal'; reason?: string }
  | { status: 'countdown'; broadcastId: string; startedAtMs: number; liveAtMs: number }
  | { status: 'live'; broadcastId: string; sinceMs: number }
  | { status: 'ending'; broadcastId: string; sinceMs: number }
  | { status: 'ended'; broadcastId: string; endedAtMs: number };

/** Which browser composites and publishes. A higher number always wins at the gateway. */
export type EngineLease =
  | { status: 'free'; number: number }
  | { status: 'held'; number: number; engineId: string; userId: string; name: string; heardAtMs: number };

/** A destination as this show uses it. Keys never come here; `keyHint` is the last four characters. */
export interface ShowDestination {
  destinationId: string;
  name: string;
  platform: string;
  keyHint: string;
  enabled: boolean;
  /** null when no broadcast runs. */
  relay: RelayStatus | null;
}

/** One part of the plan. */
export interface RundownItem {
  itemId: string;
  title: string;
  durationMs: number;
  notes: string;
  /** May name a scene that is gone. */
  sceneId: string | null;
}

/** Server times. `firstItemId`: where the plan began to count; it may be gone since. */
export interface RundownRun {
  itemId: string;
  itemStartedAtMs: number;
  startedAtMs: number;
  firstItemId: string;
}

export interface Rundown {
  /** In the order planned. */
  items: RundownItem[];
  /** null: it does not run. */
  run: RundownRun | null;
}

/** Everything several producers share. Held by ShowSession, mirrored in every client by the same reducer. */
export interface ShowState {
  showId: string;
  title: string;
  slug: string;
  phase: ShowPhase;
  /** In display order; never empty. */
  scenes: SceneView[];
  /** The scene on program. */
  programSceneId: string;
  /** null: the program scene came by a cut. */
  programChange: ProgramChange | null;
  /** Server time at which what is on the program last came, left or changed places within its scene; null: never. */
  programMovedAtMs: number | null;
  switching: Switching;
  /** In tray order; stage order is the order of those on stage. */
  seats: Seat[];
  lease: EngineLease;
  check: ShowCheck;
  destinations: ShowDestination[];
  /** dB, LIMITS.gainDbMin..gainDbMax. */
  masterGainDb: number;
  rundown: Rundown;
  /** Oldest first, within LIMITS.chatMessagesMax. */
  chat: ChatMessage[];
  recording: { enabled: boolean; recordingId: string | null; bytes: number; durationMs: number };
  /** In list order; the first lies above the others. */
  graphics: Graphic[];
  media: ShowMedia;
  brand: Brand;
}
