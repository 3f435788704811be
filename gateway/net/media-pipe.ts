import nodeDataChannel from 'node-datachannel';
import type { PeerConnection, Track } from 'node-datachannel';

/**
 * libdatachannel as a plain pipe: ICE, DTLS and SRTP, nothing else. It is shown one constant m-line, so that every
 * RTP and RTCP packet of the peer arrives here unfiltered and any packet may be sent; the SDP the peer sees is ours.
 */
export interface MediaPipeHandlers {
  onPacket(bytes: Buffer): void;
  onConnected(): void;
  /** Once, for whatever reason. */
  onClosed(reason: string): void;
}

/** The peer's half of the transport. */
interface RemoteTransport {
  iceUfrag: string;
  icePwd: string;
  fingerprint: string;
  setup: 'actpass' | 'active' | 'passive';
}

/** The other end of a called pipe, from its answer. */
export interface CalledTransport extends RemoteTransport {
  setup: 'active' | 'passive';
  candidates: readonly string[];
}

export interface MediaPipeOptions extends MediaPipeHandlers {
  name: string;
  /** Shared by all pipes of this process. */
  udpPort: number;
  remote: RemoteTransport;
}

/** What whoever sends and receives over a pipe needs of it, whichever side called. */
export interface Pipe {
  /** The peer said goodbye or stopped answering checks. It may still come back; the owner decides how long to wait. */
  readonly isDisconnected: boolean;
  /** Starts the transport. Call once. */
  open(): Promise<LocalTransport>;
  addCandidate(candidate: string): void;
  send(bytes: Buffer): boolean;
  close(reason: string): void;
}

export interface LocalTransport {
  iceUfrag: string;
  icePwd: string;
  fingerprint: string;
  setup: 'active' | 'passive';
}

/** ICE and DTLS together; on the same network they need 0.1 s. A browser that is slow to start is waited for. */
const CALLER_CONNECTS_WITHIN_MS = 15_000;
const SERVER_CONNECTS_WITHIN_MS = 10_000;

/** What both sides of a call have in common: everything once the descriptions are exchanged. */
abstract class PeerPipe implements Pipe {
  protected readonly peer: PeerConnection;
  #handlers: MediaPipeHandlers | null = null;
  #track: Track | null = null;
  #watchdog: NodeJS.Timeout | null = null;
  #isClosed = false;
  #isConnected = false;
  isDisconnected = false;

  protected constructor(peer: PeerConnection) {
    this.peer = peer;
  }

  abstract open(): Promise<LocalTransport>;

  /** @param candidate - `candidate:...` without `a=`. Bad ones are the peer's loss. */
  addCandidate(candidate: string): void {
    if (this.#isClosed) return;
    try {
      this.peer.addRemoteCandidate(candidate, '0');
    } catch {
      /* An unusable candidate (mDNS name, odd transport): the peer has others, and its own checks reach us. */
    }
  }

  /** @returns false when it could not be sent; media is then simply lost, as on the network. */
  send(bytes: Buffer): boolean {
    if (this.#isClosed || !this.#isConnected || this.#track === null) return false;
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
    this.#track = null;
    this.peer.close();
    this.#handlers?.onClosed(reason);
  }

  /** From now on the owner hears of this pipe, which must connect in time. */
  protected watch(handlers: MediaPipeHandlers, connectWithinMs: number): void {
    this.#handlers = handlers;
    this.peer.onStateChange((state) => this.#onState(state));
    this.#watchdog = setTimeout(() => this.close('connect-timeout'), connectWithinMs);
  }

  protected carry(track: Track): void {
    this.#track = track;
    track.onMessage((bytes) => {
      if (!this.#isClosed) this.#handlers?.onPacket(bytes);
    });
  }

  /** What libdatachannel makes of `describe`. */
  protected async localTransport(describe: () => void): Promise<LocalTransport> {
    const described = new Promise<string>((resolve) => this.peer.onLocalDescription((sdp) => resolve(sdp)));
    describe();
    return readLocalTransport(this.peer.localDescription()?.sdp ?? (await described));
  }

  #onState(state: string): void {
    if (this.#isClosed) return;
    this.isDisconnected = state === 'disconnected';
    if (state === 'connected') {
      this.#isConnected = true;
      if (this.#watchdog !== null) clearTimeout(this.#watchdog);
      this.#handlers?.onConnected();
    } else if (state === 'failed' || state === 'closed') {
      this.close(this.#isConnected ? 'peer-lost' : 'connect-failed');
    }
  }
}

/** From the answering side. */
export class MediaPipe extends PeerPipe {
  readonly #remote: RemoteTransport;

  constructor(options: MediaPipeOptions) {
    super(
      new nodeDataChannel.PeerConnection(options.name, {
        iceServers: [],
        enableIceUdpMux: true,
        portRangeBegin: options.udpPort,
        portRangeEnd: options.udpPort,
        forceMediaTransport: true,
      }),
    );
    this.#remote = options.remote;
    this.peer.onTrack((track) => this.carry(track));
    this.watch(options, CALLER_CONNECTS_WITHIN_MS);
  }

  /** Resolves with our half once libdatachannel has made its answer. */
  open(): Promise<LocalTransport> {
    return this.localTransport(() => this.peer.setRemoteDescription(pipeDescription(this.#remote), 'offer'));
  }
}

/** From the calling side: makes the offer's half first, connects when the answer is there. The port is any free one. */
export class CallingPipe extends PeerPipe {
  readonly #track: Track;
  #local: LocalTransport | null = null;
  #remote: CalledTransport | null = null;

  constructor(name: string) {
    super(new nodeDataChannel.PeerConnection(name, { iceServers: [], forceMediaTransport: true }));
    const video = new nodeDataChannel.Video('0', 'SendRecv');
    video.addH264Codec(96);
    video.addSSRC(CALLING_SSRC, 'pipe', 'pipe', 'pipe');
    this.#track = this.peer.addTrack(video);
  }

  /** Our half, to be written into an offer. Call once. */
  async offer(): Promise<LocalTransport> {
    this.#local = await this.localTransport(() => this.peer.setLocalDescription('offer'));
    return this.#local;
  }

  /** The answer, and who hears of this pipe from now on. `open` then connects. */
  called(remote: CalledTransport, handlers: MediaPipeHandlers): this {
    this.#remote = remote;
    this.watch(handlers, SERVER_CONNECTS_WITHIN_MS);
    return this;
  }

  open(): Promise<LocalTransport> {
    const remote = this.#remote;
    if (this.#local === null || remote === null) throw new Error('there is no answer to connect to');
    this.carry(this.#track);
    this.peer.setRemoteDescription(pipeDescription(remote), 'answer');
    for (const candidate of remote.candidates) this.addCandidate(candidate);
    return Promise.resolve({ ...this.#local, setup: remote.setup === 'active' ? 'passive' : 'active' });
  }
}

/** Of our own m-line when we call; the peer's is another. */
const CALLING_SSRC = 1;
const PEER_SSRC = 2;

/** The peer's side, offer or answer. A line `a=ssrc` must be there, or libdatachannel routes nothing to the track. */
function pipeDescription(remote: RemoteTransport): string {
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
    `a=ssrc:${PEER_SSRC} cname:pipe`,
    '',
  ].join('\r\n');
}

/** Our half of the transport, out of the description that libdatachannel made. */
function readLocalTransport(sdp: string): LocalTransport {
  const read = (name: string): string => {
    const value = new RegExp(`^a=${name}:(.+)$`, 'm').exec(sdp)?.[1]?.trim();
    if (value === undefined) throw new Error(`libdatachannel made an answer without ${name}`);
    return value;
  };
  const fingerprint = read('fingerprint').replace(/^sha-256 /i, '');
  return {
    iceUfrag: read('ice-ufrag'),
    icePwd: read('ice-pwd'),
    fingerprint,
    setup: read('setup') === 'passive' ? 'passive' : 'active',
  };
}
