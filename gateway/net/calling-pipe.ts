import nodeDataChannel from 'node-datachannel';
import type { PeerConnection, Track } from 'node-datachannel';
import { readLocalTransport } from './media-pipe';
import type { LocalTransport, MediaPipeHandlers, Pipe } from './media-pipe';

/** The other end, from its answer. */
export interface CalledTransport {
  iceUfrag: string;
  icePwd: string;
  fingerprint: string;
  setup: 'active' | 'passive';
  candidates: readonly string[];
}

/** ICE and DTLS together; servers on the same network need 0.1 s. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A media pipe from the calling side: makes the offer's half first, connects when the answer is there. As in MediaPipe,
 * libdatachannel sees one constant m-line and hands every packet through. The port is any free one: nobody calls us.
 */
export class CallingPipe implements Pipe {
  readonly #peer: PeerConnection;
  readonly #track: Track;
  #local: LocalTransport | null = null;
  #called: { remote: CalledTransport; handlers: MediaPipeHandlers } | null = null;
  #watchdog: NodeJS.Timeout | null = null;
  #isClosed = false;
  #isConnected = false;
  isDisconnected = false;

  constructor(name: string) {
    this.#peer = new nodeDataChannel.PeerConnection(name, { iceServers: [], forceMediaTransport: true });
    const video = new nodeDataChannel.Video('0', 'SendRecv');
    video.addH264Codec(96);
    video.addSSRC(1, 'pipe', 'pipe', 'pipe');
    this.#track = this.#peer.addTrack(video);
  }

  /** Our half, to be written into an offer. Call once. */
  async offer(): Promise<LocalTransport> {
    const described = new Promise<string>((resolve) => this.#peer.onLocalDescription((sdp) => resolve(sdp)));
    this.#peer.setLocalDescription('offer');
    this.#local = readLocalTransport(this.#peer.localDescription()?.sdp ?? (await described));
    return this.#local;
  }

  /** The answer, and who hears of this pipe from now on. `open` then connects. */
  called(remote: CalledTransport, handlers: MediaPipeHandlers): this {
    this.#called = { remote, handlers };
    return this;
  }

  open(): Promise<LocalTransport> {
    if (this.#local === null || this.#called === null) throw new Error('there is no answer to connect to');
    const { remote, handlers } = this.#called;
    this.#watchdog = setTimeout(() => this.close('connect-timeout'), CONNECT_TIMEOUT_MS);
    this.#track.onMessage((bytes) => {
      if (!this.#isClosed) handlers.onPacket(bytes);
    });
    this.#peer.onStateChange((state) => this.#onState(state));
    this.#peer.setRemoteDescription(pipeAnswer(remote), 'answer');
    for (const candidate of remote.candidates) this.addCandidate(candidate);
    return Promise.resolve({ ...this.#local, setup: remote.setup === 'active' ? 'passive' : 'active' });
  }

  addCandidate(candidate: string): void {
    if (this.#isClosed) return;
    try {
      this.#peer.addRemoteCandidate(candidate, '0');
    } catch {
      /* One that libdatachannel cannot use; the server has others. */
    }
  }

  send(bytes: Buffer): boolean {
    if (this.#isClosed || !this.#isConnected) return false;
    try {
      return this.#track.sendMessageBinary(bytes);
    } catch {
      /* The native track closed between two events; its own close event follows. */
      return false;
    }
  }

  close(reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#watchdog !== null) clearTimeout(this.#watchdog);
    this.#peer.close();
    this.#called?.handlers.onClosed(reason);
  }

  #onState(state: string): void {
    if (this.#isClosed) return;
    this.isDisconnected = state === 'disconnected';
    if (state === 'connected') {
      this.#isConnected = true;
      if (this.#watchdog !== null) clearTimeout(this.#watchdog);
      this.#called?.handlers.onConnected();
    } else if (state === 'failed' || state === 'closed') {
      this.close(this.#isConnected ? 'peer-lost' : 'connect-failed');
    }
  }
}

/** A line `a=ssrc` must be there, or libdatachannel routes nothing to the track. */
function pipeAnswer(remote: CalledTransport): string {
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    'a=sendrecv',
    'a=rtcp-mux',
    'a=rtpmap:96 H264/90000',
    `a=ice-ufrag:${remote.iceUfrag}`,
    `a=ice-pwd:${remote.icePwd}`,
    `a=fingerprint:sha-256 ${remote.fingerprint}`,
    `a=setup:${remote.setup}`,
    'a=ssrc:2 cname:pipe',
    '',
  ].join('\r\n');
}
