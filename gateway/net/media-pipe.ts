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

export interface MediaPipeOptions extends MediaPipeHandlers {
  name: string;
  /** Shared by all pipes of this process. */
  udpPort: number;
  remote: {
    iceUfrag: string;
    icePwd: string;
    fingerprint: string;
    setup: 'actpass' | 'active' | 'passive';
  };
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

/** ICE and DTLS together; a browser on the same network needs 0.1 s. */
const CONNECT_TIMEOUT_MS = 15_000;

export class MediaPipe implements Pipe {
  readonly #peer: PeerConnection;
  readonly #options: MediaPipeOptions;
  #track: Track | null = null;
  #isClosed = false;
  #isConnected = false;
  readonly #watchdog: NodeJS.Timeout;
  isDisconnected = false;

  constructor(options: MediaPipeOptions) {
    this.#options = options;
    this.#peer = new nodeDataChannel.PeerConnection(options.name, {
      iceServers: [],
      enableIceUdpMux: true,
      portRangeBegin: options.udpPort,
      portRangeEnd: options.udpPort,
      forceMediaTransport: true,
    });
    this.#peer.onTrack((track) => {
      this.#track = track;
      track.onMessage((bytes) => {
        if (!this.#isClosed) options.onPacket(bytes);
      });
    });
    this.#peer.onStateChange((state) => this.#onState(state));
    this.#watchdog = setTimeout(() => this.close('connect-timeout'), CONNECT_TIMEOUT_MS);
  }

  /** Starts the transport. Resolves with our half once libdatachannel has made its answer. */
  async open(): Promise<LocalTransport> {
    this.#peer.setRemoteDescription(pipeOffer(this.#options.remote), 'offer');
    const sdp = this.#peer.localDescription()?.sdp ?? (await this.#nextDescription());
    return readLocalTransport(sdp);
  }

  /** @param candidate - `candidate:...` without `a=`. Bad ones are the peer's loss. */
  addCandidate(candidate: string): void {
    if (this.#isClosed) return;
    try {
      this.#peer.addRemoteCandidate(candidate, '0');
    } catch {
      /* An unusable candidate (mDNS name, odd transport): the peer's own checks reach us without it. */
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
    clearTimeout(this.#watchdog);
    this.#track = null;
    this.#peer.close();
    this.#options.onClosed(reason);
  }

  #onState(state: string): void {
    if (this.#isClosed) return;
    this.isDisconnected = state === 'disconnected';
    if (state === 'connected') {
      this.#isConnected = true;
      clearTimeout(this.#watchdog);
      this.#options.onConnected();
    } else if (state === 'failed' || state === 'closed') {
      this.close(this.#isConnected ? 'peer-lost' : 'connect-failed');
    }
  }

  #nextDescription(): Promise<string> {
    return new Promise((resolve) => this.#peer.onLocalDescription((sdp) => resolve(sdp)));
  }
}

/** A line `a=ssrc` must be there, or libdatachannel routes nothing to the track. */
function pipeOffer(remote: MediaPipeOptions['remote']): string {
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
    'a=ssrc:1 cname:pipe',
    '',
  ].join('\r\n');
}

/** Our half of the transport, out of the description that libdatachannel made. */
export function readLocalTransport(sdp: string): LocalTransport {
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
