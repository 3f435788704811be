import { z } from 'zod';
import type { GuestChatLine } from './chat';
import type { Refusal } from './error-codes';
import type { ProgramStatus } from './gateway-control';
import { LIMITS, SOFT_LOCK } from './limits';
import { sheddingSchema } from './shedding';
import { showCommandSchema, type ShowCommandType } from './show-commands';
import type { NumberedEvent } from './show-events';
import type { Seat, ShowPhase, ShowState } from './show-state';

/** Rises when a client of the old kind could misread a server of the new one; the server then asks for a reload. */
export const PROTOCOL_VERSION = 2;

/** Socket.IO namespace; path stays `/socket.io`. */
export const SHOW_NAMESPACE = '/show';

/** What a producer has opened: a studio draws the program, a remote only gives commands (HS6). */
const producerPageSchema = z.enum(['studio', 'remote']);
export type ProducerPage = z.infer<typeof producerPageSchema>;

/** `auth` of the handshake. Producers come with their session cookie; guests with `seatToken`. */
export const handshakeSchema = z.object({
  protocolVersion: z.number().int(),
  showId: z.string().min(1).max(64),
  /** One per page load; the engine id of a producer. */
  clientId: z.string().min(8).max(64),
  seatToken: z.string().max(256).optional(),
  /** Producers. Absent: a studio. */
  page: producerPageSchema.optional(),
  /** Last sequence number held: the server answers with the missing events, or a snapshot. */
  lastSeq: z.number().int().min(0).optional(),
});
export type Handshake = z.infer<typeof handshakeSchema>;

export const commandEnvelopeSchema = z.object({
  commandId: z.string().min(8).max(64),
  baseSeq: z.number().int().min(0),
  command: showCommandSchema,
});
export type CommandEnvelope = z.infer<typeof commandEnvelopeSchema>;

export type CommandReply = { ok: true; seq: number } | { ok: false; seq: number; error: Refusal };

export interface PresentPerson {
  clientId: string;
  userId: string;
  name: string;
  page: ProducerPage;
  isEngine: boolean;
  /** Draws the program and may publish it: takes over when the engine is lost. */
  isStandby: boolean;
  /** What this page is dragging or editing: paths as in `eventTargets` (`scene:a/name`, `order:seats`). */
  holds: readonly string[];
}

/** All that a page holds, complete; repeated every SOFT_LOCK.renewMs while there is something. */
export const holdsSchema = z.object({
  subjects: z.array(z.string().min(1).max(SOFT_LOCK.subjectChars)).max(SOFT_LOCK.subjectsMax),
});
export type Holds = z.infer<typeof holdsSchema>;

/** What a person's next undo and redo would be about. Null: there is none. */
export interface UndoOffer {
  undo: ShowCommandType | null;
  redo: ShowCommandType | null;
}

/** What a guest may know of a show. */
export interface GuestView {
  showId: string;
  title: string;
  phase: ShowPhase;
  seat: Seat;
  /** True exactly when the guest's picture or sound can reach viewers. */
  onAir: boolean;
  /** Seats in the room whose sound a producer has muted: nobody plays it, whatever their own pages send. */
  silenced: string[];
}

/** One person's sound and picture on their way into the program, as the engine measures them. ms. */
export const guestTimingSchema = z.object({
  seatId: z.string().min(1).max(64),
  /** From the camera to the program; null while the browser or the room does not say. */
  latencyMs: z.number().nullable(),
  /** How much later the sound is in the program than the picture; negative: earlier. null: not known. */
  skewMs: z.number().nullable(),
});
export type GuestTiming = z.infer<typeof guestTimingSchema>;

/** What only the engine's browser can measure of the time that sound and picture take. */
export const engineTimingSchema = z.object({
  /** From a drawn program picture to its first packet, on average; null before one was sent. */
  encodeMs: z.number().nullable(),
  /** People on stage whose media come from the room. */
  guests: z.array(guestTimingSchema).max(LIMITS.stageSeatsMax),
  /** EBU R 128, gated, since the broadcast or the check before it began; null while nothing was heard. */
  integratedLufs: z.number().nullable(),
});
export type EngineTiming = z.infer<typeof engineTimingSchema>;

export const engineStatsSchema = z.object({
  leaseNumber: z.number().int().min(0),
  programFps: z.number(),
  frameMsP95: z.number(),
  framesDropped: z.number(),
  videoKbps: z.number(),
  /** Of the line to the gateway; null while the browser does not say. */
  roundTripMs: z.number().nullable(),
  renderer: z.string().max(32),
  /** What the engine gives up for want of time; absent from pages of before. */
  shedding: sheddingSchema.optional(),
  whip: z.enum(['idle', 'connecting', 'connected', 'retrying', 'failed']),
  /** null: a page that does not measure. */
  timing: engineTimingSchema.nullable().default(null),
});
export type EngineStats = z.infer<typeof engineStatsSchema>;

export const standBySchema = z.object({ isReady: z.boolean() });

/** Socket.IO hands out an ArrayBuffer in a browser and a Buffer in Node. */
export type PictureBytes = ArrayBuffer | Uint8Array;

export interface WaitingPicture {
  seatId: string;
  jpeg: PictureBytes;
}

/** What a scene looks like now, for who draws nothing. */
export interface ScenePicture {
  sceneId: string;
  jpeg: PictureBytes;
}

export const scenePictureSchema = z.object({ sceneId: z.string().min(1).max(64), jpeg: z.unknown() });

export interface ServerToClientEvents {
  /** First message after connecting as a producer when replay is impossible, and after `resync` likewise. */
  /** `recent`: the newest events before it, for the log; some may be left out. */
  snapshot: (message: {
    seq: number;
    state: ShowState;
    recent: NumberedEvent[];
    serverNowMs: number;
  }) => void;
  events: (message: { events: NumberedEvent[]; serverNowMs: number }) => void;
  presence: (people: PresentPerson[]) => void;
  /** To all pages of one producer: after connecting, and when it changes. */
  history: (offer: UndoOffer) => void;
  /** Once a second while a program exists: not numbered, newest wins. */
  telemetry: (message: {
    program: ProgramStatus | null;
    engine: EngineStats | null;
    serverNowMs: number;
  }) => void;
  /** To guests only: first after connecting, then on every change. */
  guestView: (view: GuestView) => void;
  /** To guests only: what they may read; `isWhole`: all of it, else what is new. */
  chat: (message: { lines: GuestChatLine[]; isWhole: boolean }) => void;
  /** To producers: a new still picture of a guest in the waiting room. Not numbered, not kept, newest wins. */
  waitingPicture: (picture: WaitingPicture) => void;
  /** To remotes: a new still picture of a scene. Not numbered, not kept, newest wins. */
  scenePicture: (picture: ScenePicture) => void;
  /** The connection is refused for good: signed out, seat removed, protocol too old. */
  goodbye: (refusal: Refusal) => void;
}

export interface ClientToServerEvents {
  command: (envelope: CommandEnvelope, reply: (reply: CommandReply) => void) => void;
  resync: (message: { lastSeq: number }) => void;
  /** Engine only, every LEASE.heartbeatMs. Keeps the lease. */
  heartbeat: (stats: EngineStats) => void;
  /** Producers only. */
  holds: (message: Holds) => void;
  /** Studios: whether this page could publish the program now. */
  standBy: (message: { isReady: boolean }) => void;
  /** Waiting guests only: themselves, as a baseline JPEG within WAITING_PICTURE. The socket says whose it is. */
  waitingPicture: (jpeg: PictureBytes) => void;
  /** Engine only, while a remote is there: a scene, as a baseline JPEG within WAITING_PICTURE. */
  scenePicture: (picture: ScenePicture) => void;
}
