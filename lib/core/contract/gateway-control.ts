import * as z from 'zod';
import { LIMITS } from './limits';

/**
 * The gateway's control API: JSON over HTTP on loopback, `Authorization: Bearer <GATEWAY_CONTROL_TOKEN>`.
 *
 *   PUT    /v1/programs/{programId}                     desiredProgramSchema -> 200 ProgramStatus. Idempotent.
 *   GET    /v1/programs                                 -> { programs: ProgramStatus[] }
 *   GET    /v1/programs/{programId}                     -> ProgramStatus
 *   DELETE /v1/programs/{programId}                     -> 200; ends every relay cleanly, finalises the recording
 *   POST   /v1/programs/{programId}/relays/{relayId}/retry -> 204; forgets the back-off
 *   GET    /v1/events                                   -> text/event-stream of GatewayEvent (`data: <json>`), first every program's status
 *   GET    /v1/recordings/{recordingId}                 -> video/mp4 with Range
 *   DELETE /v1/recordings/{recordingId}                 -> 204
 *   GET    /healthz (open)   GET /metrics (Prometheus)
 *   GET    /v3/paths/list  /v3/paths/get/{name}  /v3/config/global/get   in MediaMTX's shape
 * Errors: { error: { code, message } } with the code's HTTP status.
 */
export const desiredRelaySchema = z.object({
  /** The destination's id: stable over PUTs. */
  relayId: z.string().min(1).max(64),
  name: z.string().max(LIMITS.titleChars),
  /** `rtmp://host[:port]/app` or `rtmps://...`, without the key. */
  url: z
    .string()
    .max(512)
    .regex(/^rtmps?:\/\/[^\s/]+/),
  backupUrl: z
    .string()
    .max(512)
    .regex(/^rtmps?:\/\/[^\s/]+/)
    .nullable(),
  /** Stream key in clear: accepted, never returned, never logged. */
  key: z.string().max(512),
});
export type DesiredRelay = z.infer<typeof desiredRelaySchema>;

export const desiredProgramSchema = z.object({
  programId: z.string().min(1).max(64),
  title: z.string().max(LIMITS.titleChars),
  /** Rises with every change; a PUT with a lower one is refused with `conflict`. */
  generation: z.number().int().min(0),
  relays: z.array(desiredRelaySchema).max(LIMITS.destinationsMax),
  /** Non-null: record to <data>/recordings/<recordingId>.mp4 while it stays so. */
  recording: z.object({ recordingId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }).nullable(),
});
export type DesiredProgram = z.infer<typeof desiredProgramSchema>;

/** Why a relay is not live, in terms the UI can put into words. */
export type RelayReason =
  | 'dns-failed'
  | 'refused'
  | 'connect-timeout'
  | 'handshake-timeout'
  | 'publish-timeout'
  | 'tls-failed'
  | 'bad-key'
  | 'busy'
  | 'bad-codec'
  | 'rejected'
  | 'protocol-error'
  | 'closed-by-peer'
  | 'stalled'
  | 'reset'
  | 'no-source';

export type RelayState =
  | { status: 'connecting'; attempt: number; sinceMs: number }
  /** The peer acknowledged bytes within the last 2 s. */
  | { status: 'live'; sinceMs: number }
  | { status: 'sending-not-confirmed'; sinceMs: number }
  | { status: 'retrying'; attempt: number; retryAtMs: number; reason: RelayReason; detail: string }
  | { status: 'stopped' }
  /** Will not be retried by itself: a wrong URL. */
  | { status: 'failed'; reason: RelayReason; detail: string };

export interface RelayStatus {
  relayId: string;
  state: RelayState;
  /** Successful publishes so far: 1 = never reconnected. */
  connects: number;
  bytesSent: number;
  bytesAcked: number;
  bitrateKbps: number;
  framesSent: number;
  framesDropped: number;
  /** Age of the oldest unsent byte. */
  queueMs: number;
  /** From a picture's arrival here until its last byte left for the destination, on average over the last second or so. */
  delayMs: number;
}

export type SourceStatus =
  | { status: 'absent'; sinceMs: number }
  | {
      status: 'connected';
      sinceMs: number;
      /** Null: the publisher is at MediaMTX, and the web process checked its lease. */
      lease: number | null;
      /** Of the publisher: ours, or MediaMTX's own id of it. */
      sessionId: string;
      /** Of the picture as RFC 6381 names it (`avc1.42e01f`), from its own parameter sets; empty before a picture. */
      videoCodec: string;
      width: number;
      height: number;
      fps: number;
      videoKbps: number;
      audioKbps: number;
      packetsLost: number;
      /** Something of it came within the last 300 ms. False long before viewers see a still picture. */
      isHeard: boolean;
      keyframeIntervalMs: number;
      resolutionChanges: number;
      /** What pictures took longer than the quickest of the last seconds: pacing, queues and repair on the line. */
      waitMs: number;
      /** How much later the sound is on the program's timeline than the picture, by sender reports; null before both. */
      skewMs: number | null;
    };

export interface RecordingStatus {
  recordingId: string;
  status: 'waiting' | 'recording' | 'finished' | 'failed';
  bytes: number;
  durationMs: number;
}

/** What viewers see: nothing yet, the source, its last picture, or the slate in its place. */
export type ProgramPictureStatus = 'none' | 'source' | 'held' | 'slate';

export interface ProgramStatus {
  programId: string;
  generation: number;
  source: SourceStatus;
  relays: RelayStatus[];
  recording: RecordingStatus | null;
  viewers: number;
  picture: ProgramPictureStatus;
  /** As it was uploaded with; null before. */
  slateId: string | null;
  worker: { pid: number; cpuPercent: number; rssMb: number } | null;
}

export type GatewayEvent =
  /** On every change of state, and once a second while a source is connected. */
  | { type: 'program.status'; status: ProgramStatus }
  | { type: 'program.removed'; programId: string }
  | { type: 'recording.finished'; programId: string; recordingId: string; bytes: number; durationMs: number };

/** WHIP and WHEP bearer tokens: JWT, HS256 with WHIP_TOKEN_SECRET. `aud` is `whip` or `whep`, `sub` the programId. */
export const mediaTokenClaimsSchema = z.object({
  aud: z.enum(['whip', 'whep']),
  sub: z.string().min(1).max(64),
  exp: z.number().int(),
  /** whip only: the lease number; a higher one replaces the connected publisher, a lower one is refused. */
  lease: z.number().int().min(0).optional(),
});
export type MediaTokenClaims = z.infer<typeof mediaTokenClaimsSchema>;
