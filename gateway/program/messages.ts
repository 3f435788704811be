import type { DesiredProgram, ProgramStatus } from '@/lib/core/contract/gateway-control';

/** What crosses between the gateway's main process and a program worker. Structured clones over the fork's channel. */
export interface WorkerSettings {
  programId: string;
  udpPort: number;
  /** Addresses written into answers as ICE host candidates. */
  announcedIps: string[];
  recordingsDir: string;
  /** How long a destination may take nothing before its connection is reset. */
  relayStalledMs: number;
  /** Null: publishers come to this worker by WHIP. Else they go to MediaMTX, and the worker fetches the program there. */
  pull: PullSettings | null;
}

export interface PullSettings {
  /** `http(s)://host:port/<programId>/whep` */
  whepUrl: string;
  /** Signs the reader's token. */
  tokenSecret: string;
}

/** What MediaMTX's API says about a program's path. `unknown`: it does not answer. The readers are viewers, and we. */
export type Ingest =
  { status: 'unknown' } | { status: 'offline' } | { status: 'online'; sourceId: string; readers: number };

export type ToWorker =
  | { type: 'start'; settings: WorkerSettings }
  | { type: 'desired'; program: DesiredProgram }
  | {
      type: 'offer';
      requestId: number;
      role: 'publish' | 'view';
      sessionId: string;
      lease: number;
      sdp: string;
    }
  | { type: 'trickle'; sessionId: string; candidates: string[] }
  | { type: 'close-session'; sessionId: string }
  | { type: 'retry'; relayId: string }
  | { type: 'slate'; slateId: string; bytes: Uint8Array }
  | { type: 'ingest'; ingest: Ingest }
  /** Ends relays with a farewell and finalises the recording, then the worker exits with 0. */
  | { type: 'end' };

/** Refusal of an offer, with the HTTP status the WHIP or WHEP client gets. */
export interface OfferRefusal {
  code: 'invalid-input' | 'limit-reached' | 'unavailable' | 'internal';
  message: string;
}

export type WorkerStatus = Omit<ProgramStatus, 'worker'>;

export interface WorkerUsage {
  cpuPercent: number;
  rssMb: number;
}

/** Of one publisher's session. */
export interface PublisherCounters {
  bytesReceived: number;
  packetsMalformed: number;
  nacksSent: number;
  packetsRecovered: number;
  packetsLost: number;
  keyframeRequests: number;
  /** Lost Opus packets that were stood in for. */
  opusConcealed: number;
  /** 1 when it was refused for B-frames. */
  refusedForBFrames: number;
}

/** Counters since the worker started; the main process turns them into metrics. */
export interface WorkerCounters extends PublisherCounters {
  viewersRefused: number;
  /** To viewers who asked for them again. */
  packetsResent: number;
  /** RTCP of viewers that is none. */
  viewerPacketsMalformed: number;
  /** Not sent to viewers for want of time. */
  viewerPacketsDropped: number;
  opusUndecodable: number;
  /** That were not the source's: fillers, repeated key frames, the slate. */
  picturesFilled: number;
  /** Seconds of the recording that the disk was too slow for. */
  recordingFragmentsLeftOut: number;
}

export type FromWorker =
  | { type: 'ready' }
  | { type: 'status'; status: WorkerStatus; usage: WorkerUsage; counters: WorkerCounters }
  | {
      type: 'answer';
      requestId: number;
      result: { ok: true; sdp: string } | { ok: false; refusal: OfferRefusal };
    }
  | { type: 'session-closed'; sessionId: string; reason: string }
  | { type: 'recording-finished'; recordingId: string; bytes: number; durationMs: number };
