import { PROGRAM } from '@/lib/core/contract/limits';
import { backoffMs } from '../realtime/backoff';
import { createStore, type ReadableStore } from '../realtime/create-store';
import { deleteSession, gatherCandidates, MediaSessionError, postOffer } from './http-session';
import { readPublishStats, type PublishStats } from './publish-stats';
import { askForStereo, hintAnswerBitrate, preferH264, putH264First } from './sdp';

export type WhipStatus =
  | { status: 'idle' }
  | { status: 'connecting'; attempt: number }
  | { status: 'connected'; sinceMs: number }
  | { status: 'retrying'; attempt: number; retryAtMs: number }
  /** The gateway refuses us for good: the lease went to another engine. */
  | { status: 'failed'; httpStatus: number };

/** Sends one program to the gateway and keeps at it until stopped. */
export interface WhipPublisher extends ReadableStore<WhipStatus> {
  /** Makes an offer beforehand, so that `start` has it at once; sends nothing. To be repeated: it ages. */
  prepare(): void;
  start(): void;
  stop(): void;
  readStats(): Promise<PublishStats | null>;
  /** @param isOver - the server ended the program and every session with it: nothing is left to delete. */
  close(options?: { isOver: boolean }): void;
}

export interface WhipPublisherOptions {
  url: string;
  video: MediaStreamTrack;
  audio: MediaStreamTrack;
  /** Fetched for every attempt: it is short-lived and carries the lease number. */
  fetchToken: () => Promise<string>;
  nowMs: () => number;
}

const RETRY = { baseMs: 250, maxMs: 5_000 } as const;
/** ICE calls a link disconnected after a short loss already; give it this long to come back. */
const DISCONNECT_GRACE_MS = 2_500;
const LOST_STATES: readonly RTCPeerConnectionState[] = ['disconnected', 'failed', 'closed'];
const CONNECT_LIMIT_MS = 10_000;
const AUDIO_KBPS = 160;
/** 90 % of the target: the encoder starts sharp and the estimator still has room above. */
const BITRATES = {
  startKbps: Math.round(PROGRAM.videoKbps * 0.9),
  minKbps: 600,
  maxKbps: PROGRAM.videoKbps,
} as const;
/** Addresses of a machine change; an offer that is older is made anew. */
const PREPARED_FOR_MS = 30_000;
const REFUSED_FOR_GOOD: readonly number[] = [403, 409];

interface Prepared {
  peer: RTCPeerConnection;
  offer: Promise<string>;
  atMs: number;
}

interface Session {
  peer: RTCPeerConnection;
  location: string | null;
  token: string;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export function createWhipPublisher(options: WhipPublisherOptions): WhipPublisher {
  const store = createStore<WhipStatus>({ status: 'idle' });
  let session: Session | null = null;
  let attempt = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;
  let prepared: Prepared | null = null;
  let isClosed = false;

  const drop = (keepalive: boolean) => {
    const last = session;
    session = null;
    if (!last) return;
    clearTimeout(last.timer);
    // A lost peer's session is dropped by the gateway itself; asking again would only answer 404.
    const isLost = LOST_STATES.includes(last.peer.connectionState);
    last.peer.close();
    if (last.location && !isLost) void deleteSession(last.location, last.token, { keepalive });
  };

  const retry = () => {
    drop(false);
    if (!isWanted) return;
    attempt += 1;
    const waitMs = backoffMs(attempt, { ...RETRY, random: Math.random() });
    store.set({ status: 'retrying', attempt, retryAtMs: options.nowMs() + waitMs });
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void connect(), waitMs);
  };

  const newPeer = (): Prepared => {
    const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    const offer = makeOffer(peer, options);
    // Whoever waits for it is told; until then nobody does.
    offer.catch(() => undefined);
    return { peer, offer, atMs: options.nowMs() };
  };
  const takePrepared = (): Prepared | null => {
    const taken = prepared;
    prepared = null;
    if (!taken || options.nowMs() - taken.atMs < PREPARED_FOR_MS) return taken;
    taken.peer.close();
    return null;
  };

  const connect = async () => {
    if (!isWanted) return;
    store.set({ status: 'connecting', attempt });
    const { peer, offer: offering } = takePrepared() ?? newPeer();
    const mine: Session = { peer, location: null, token: '', timer: undefined };
    session = mine;
    const isCurrent = () => session === mine;
    mine.timer = setTimeout(() => isCurrent() && retry(), CONNECT_LIMIT_MS);
    peer.addEventListener('connectionstatechange', () => {
      if (!isCurrent()) return;
      clearTimeout(mine.timer);
      if (peer.connectionState === 'connected') {
        attempt = 0;
        const before = store.get();
        if (before.status !== 'connected') store.set({ status: 'connected', sinceMs: options.nowMs() });
      } else if (peer.connectionState === 'disconnected') {
        mine.timer = setTimeout(() => isCurrent() && retry(), DISCONNECT_GRACE_MS);
      } else if (peer.connectionState === 'failed' || peer.connectionState === 'closed') {
        retry();
      } else {
        mine.timer = setTimeout(() => isCurrent() && retry(), CONNECT_LIMIT_MS);
      }
    });
    try {
      const [token, offer] = await Promise.all([options.fetchToken(), offering]);
      mine.token = token;
      if (!isCurrent()) return;
      const { answerSdp, location } = await postOffer(options.url, mine.token, offer);
      mine.location = location;
      if (!isCurrent()) return void deleteSession(location, mine.token, { keepalive: false });
      await peer.setRemoteDescription({
        type: 'answer',
        sdp: askForStereo(hintAnswerBitrate(putH264First(answerSdp), BITRATES), AUDIO_KBPS),
      });
    } catch (error) {
      if (!isCurrent()) return;
      const httpStatus = error instanceof MediaSessionError ? error.status : 0;
      if (!REFUSED_FOR_GOOD.includes(httpStatus)) return retry();
      isWanted = false;
      drop(false);
      store.set({ status: 'failed', httpStatus });
    }
  };

  const stop = (keepalive: boolean) => {
    isWanted = false;
    attempt = 0;
    clearTimeout(retryTimer);
    drop(keepalive);
    store.set({ status: 'idle' });
  };
  const onPageHide = () => stop(true);
  window.addEventListener('pagehide', onPageHide);

  return {
    get: store.get,
    subscribe: store.subscribe,
    prepare: () => {
      if (isWanted || isClosed) return;
      if (prepared && options.nowMs() - prepared.atMs < PREPARED_FOR_MS / 2) return;
      prepared?.peer.close();
      prepared = newPeer();
    },
    start: () => {
      if (isWanted) return;
      isWanted = true;
      void connect();
    },
    stop: () => stop(false),
    readStats: async () => (session ? readPublishStats(session.peer, options.nowMs()) : null),
    close: ({ isOver } = { isOver: false }) => {
      isClosed = true;
      prepared?.peer.close();
      prepared = null;
      window.removeEventListener('pagehide', onPageHide);
      if (isOver && session) session.location = null;
      stop(false);
    },
  };
}

/** Both tracks are live and painted before the offer (the caller waits for the compositor), so that the first keyframe is real. */
async function makeOffer(peer: RTCPeerConnection, { video, audio }: WhipPublisherOptions): Promise<string> {
  // `motion` keeps Chrome's quality scaler on frame rate; resolution is pinned by degradationPreference.
  video.contentHint = 'motion';
  const stream = new MediaStream([video, audio]);
  const sending = peer.addTransceiver(video, {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: [{ maxBitrate: PROGRAM.videoKbps * 1_000, maxFramerate: PROGRAM.fps }],
  });
  peer.addTransceiver(audio, { direction: 'sendonly', streams: [stream] });
  const capabilities = RTCRtpSender.getCapabilities('video');
  if (capabilities) sending.setCodecPreferences(preferH264(capabilities.codecs));
  // A platform shows corruption for minutes when the resolution changes in mid-stream: never scale, drop frames instead.
  const parameters = sending.sender.getParameters();
  parameters.degradationPreference = 'maintain-resolution';
  await sending.sender.setParameters(parameters);
  await peer.setLocalDescription(await peer.createOffer());
  return gatherCandidates(peer);
}
