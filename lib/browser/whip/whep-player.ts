import { backoffMs } from '../realtime/backoff';
import { createStore, type ReadableStore } from '../realtime/create-store';
import { canPlayH264 } from './h264-support';
import { deleteSession, gatherCandidates, MediaSessionError, postOffer } from './http-session';

export type WhepStatus =
  | { status: 'idle' }
  | { status: 'connecting' }
  | { status: 'playing'; stream: MediaStream }
  | { status: 'waiting'; retryAtMs: number }
  /** This browser has no H.264; asked again at `retryAtMs`, since it may come. */
  | { status: 'unplayable'; retryAtMs: number };

export interface WhepPlayer extends ReadableStore<WhepStatus> {
  start(): void;
  /** Program canvas to this decoder, from RTP sender time; null where the clocks cannot be compared. */
  readLatencyMs(): Promise<number | null>;
  /** @param isOver - the show ended and every session with it: nothing is left to delete. */
  close(options?: { isOver: boolean }): void;
}

export interface WhepPlayerOptions {
  /** Asked before every attempt; null while there is no program. */
  fetchSource: () => Promise<{ url: string; token: string } | null>;
  nowMs: () => number;
  canPlay?: () => boolean;
}

const RETRY = { baseMs: 750, maxMs: 4_000 } as const;
const LOST_STATES: readonly RTCPeerConnectionState[] = ['disconnected', 'failed', 'closed'];
const DISCONNECT_GRACE_MS = 2_500;
const CONNECT_LIMIT_MS = 10_000;
/** Frames must keep coming: a gateway that died leaves the connection "connected" for half a minute. */
const STALL_LIMIT_MS = 6_000;
const STALL_CHECK_MS = 2_000;

interface Session {
  peer: RTCPeerConnection;
  location: string | null;
  token: string;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export function createWhepPlayer({
  fetchSource,
  nowMs,
  canPlay = canPlayH264,
}: WhepPlayerOptions): WhepPlayer {
  const store = createStore<WhepStatus>({ status: 'idle' });
  let session: Session | null = null;
  let attempt = 0;
  let isWanted = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let stall = { frames: 0, sinceMs: 0 };

  const drop = () => {
    const last = session;
    session = null;
    if (!last) return;
    clearTimeout(last.timer);
    // A lost peer's session is dropped by the gateway itself; asking again would only answer 404.
    const isLost = LOST_STATES.includes(last.peer.connectionState);
    last.peer.close();
    if (last.location && !isLost) void deleteSession(last.location, last.token, { keepalive: true });
  };

  const retry = () => {
    drop();
    if (!isWanted) return;
    attempt += 1;
    const waitMs = backoffMs(attempt, { ...RETRY, random: Math.random() });
    store.set({ status: canPlay() ? 'waiting' : 'unplayable', retryAtMs: nowMs() + waitMs });
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void connect(), waitMs);
  };

  const connect = async () => {
    if (!canPlay()) return retry();
    const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    const mine: Session = { peer, location: null, token: '', timer: undefined };
    session = mine;
    const isCurrent = () => session === mine;
    const stream = new MediaStream();
    mine.timer = setTimeout(() => isCurrent() && retry(), CONNECT_LIMIT_MS);
    peer.addEventListener('track', ({ track }) => stream.addTrack(track));
    peer.addEventListener('connectionstatechange', () => {
      if (!isCurrent()) return;
      clearTimeout(mine.timer);
      if (peer.connectionState === 'connected') {
        attempt = 0;
        stall = { frames: 0, sinceMs: nowMs() };
        store.set({ status: 'playing', stream });
      } else if (peer.connectionState === 'disconnected')
        mine.timer = setTimeout(() => isCurrent() && retry(), DISCONNECT_GRACE_MS);
      else if (peer.connectionState === 'failed' || peer.connectionState === 'closed') retry();
    });
    try {
      const source = await fetchSource();
      if (!isCurrent()) return;
      if (!source) return retry();
      if (store.get().status !== 'waiting') store.set({ status: 'connecting' });
      mine.token = source.token;
      peer.addTransceiver('video', { direction: 'recvonly' });
      peer.addTransceiver('audio', { direction: 'recvonly' });
      await peer.setLocalDescription(await peer.createOffer());
      const { answerSdp, location } = await postOffer(source.url, source.token, await gatherCandidates(peer));
      mine.location = location;
      if (!isCurrent()) return void deleteSession(location, source.token, { keepalive: false });
      await peer.setRemoteDescription({ type: 'answer', sdp: answerSdp });
    } catch (error) {
      // 404 and 409 mean "no program yet": the same wait as any other failure.
      if (isCurrent()) retry();
      if (!(error instanceof MediaSessionError || error instanceof Error)) throw error;
    }
  };

  const checkStall = async () => {
    const current = session;
    if (!current || store.get().status !== 'playing') return;
    const frames = (await readInboundVideo(current.peer)).framesDecoded;
    if (session !== current) return;
    if (frames !== stall.frames) stall = { frames, sinceMs: nowMs() };
    else if (nowMs() - stall.sinceMs > STALL_LIMIT_MS) retry();
  };
  const stallTimer = setInterval(() => void checkStall(), STALL_CHECK_MS);

  return {
    get: store.get,
    subscribe: store.subscribe,
    start: () => {
      if (isWanted) return;
      isWanted = true;
      store.set({ status: 'connecting' });
      void connect();
    },
    readLatencyMs: async () => {
      if (!session) return null;
      return playoutLatencyMs((await readInboundVideo(session.peer)).estimatedPlayoutMs, nowMs());
    },
    close: ({ isOver } = { isOver: false }) => {
      isWanted = false;
      if (isOver && session) session.location = null;
      clearTimeout(retryTimer);
      clearInterval(stallTimer);
      drop();
      store.set({ status: 'idle' });
    },
  };
}

async function readInboundVideo(
  peer: RTCPeerConnection,
): Promise<{ framesDecoded: number; estimatedPlayoutMs: number | null }> {
  let framesDecoded = 0;
  let estimatedPlayoutMs: number | null = null;
  (await peer.getStats()).forEach((unknownEntry: unknown) => {
    const entry = unknownEntry as Record<string, unknown>;
    if (entry.type !== 'inbound-rtp' || entry.kind !== 'video') return;
    if (typeof entry.framesDecoded === 'number') framesDecoded = entry.framesDecoded;
    if (typeof entry.estimatedPlayoutTimestamp === 'number')
      estimatedPlayoutMs = entry.estimatedPlayoutTimestamp;
  });
  return { framesDecoded, estimatedPlayoutMs };
}

/** Seconds from 1900 (NTP, RFC 5905) to 1970 (Unix). */
const NTP_TO_UNIX_S = 2_208_988_800;
/** Beyond this the two clocks disagree; no number is better than a wrong one. */
const BELIEVABLE_LATENCY_MS = 15_000;

/** @param estimatedPlayoutMs - `estimatedPlayoutTimestamp` of getStats: the sender's NTP time of the frame on screen. */
export function playoutLatencyMs(estimatedPlayoutMs: number | null, nowMs: number): number | null {
  if (estimatedPlayoutMs === null) return null;
  const unixMs =
    estimatedPlayoutMs > NTP_TO_UNIX_S * 1_000
      ? estimatedPlayoutMs - NTP_TO_UNIX_S * 1_000
      : estimatedPlayoutMs;
  const latencyMs = nowMs - unixMs;
  return latencyMs >= 0 && latencyMs < BELIEVABLE_LATENCY_MS ? latencyMs : null;
}
