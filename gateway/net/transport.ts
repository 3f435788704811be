import { PeerConnection, Video, type DataChannel, type Track } from 'node-datachannel';

/**
 * ICE, DTLS-SRTP and SCTP of one peer, and nothing else. libdatachannel is given a constant description (one video
 * section, one application section), so that it hands every RTP and RTCP packet through unfiltered; the real SDP is
 * written elsewhere and never reaches it. As answerer no socket exists before the remote fingerprint is stored; as offerer
 * candidates are withheld, both ways, until it is, or DTLS loses the race described in docs/decisions/sfu-transport.md.
 */
export class Transport {
  /** Native callbacks hold JavaScript closures; they are replaced by no-ops on close so that nothing leaks. */
  #pc: PeerConnection | null;
  #track: Track | null = null;
  readonly #channels = new Map<string, TransportChannel>();
  readonly #events: TransportEvents;
  readonly #announcedIps: readonly string[];
  readonly #announcedPort: number;
  /** Those that came before the answer; null when there is none to wait for. */
  #heldCandidates: string[] | null = null;
  #connected = false;

  constructor(options: TransportOptions, events: TransportEvents) {
    this.#events = events;
    this.#announcedIps = options.announcedIps;
    this.#announcedPort = options.announcedPort ?? options.udpPort;
    this.#pc = new PeerConnection(options.name, {
      iceServers: [],
      enableIceUdpMux: true,
      portRangeBegin: options.udpPort,
      portRangeEnd: options.udpPort,
      forceMediaTransport: true,
      maxMessageSize: options.maxMessageBytes,
      ...(options.bindAddress === undefined ? {} : { bindAddress: options.bindAddress }),
    });
    this.#pc.onStateChange((state) => this.#stateChanged(state));
    this.#pc.onTrack((track) => this.#holdTrack(track));
    this.#pc.onDataChannel((channel) => this.#holdChannel(channel));
  }

  /** Takes the remote's ICE and DTLS parameters and returns ours. Call once. Throws when libdatachannel refuses them. */
  answer(remote: RemoteTransportParameters): LocalTransportParameters {
    if (this.#pc === null) throw new Error('transport is closed');
    this.#pc.setRemoteDescription(constantDescription(remote), 'offer');
    for (const candidate of remote.candidates) this.addRemoteCandidate(candidate);
    const local = this.#pc.localDescription();
    if (local === null) throw new Error('libdatachannel made no answer');
    return this.#parameters(local.sdp);
  }

  /**
   * Begins as offerer, with the channels that the remote is to find. Call once; {@link accept} goes on.
   * @returns our parameters. The candidates must not reach the remote before `accept` has returned.
   */
  offer(channels: readonly { label: string; isReliable: boolean }[]): LocalTransportParameters {
    if (this.#pc === null) throw new Error('transport is closed');
    this.#heldCandidates = [];
    const media = new Video('0', 'SendRecv');
    media.addVP8Codec(96);
    media.addSSRC(1, 'peer');
    this.#holdTrack(this.#pc.addTrack(media));
    for (const { label, isReliable } of channels) {
      const lossy = { unordered: true, maxRetransmits: 0 };
      this.#holdChannel(this.#pc.createDataChannel(label, isReliable ? {} : lossy));
    }
    const local = this.#pc.localDescription();
    if (local === null) throw new Error('libdatachannel made no offer');
    return this.#parameters(local.sdp);
  }

  /** Takes the answer to our offer. Call once. Throws when libdatachannel refuses it. */
  accept(remote: RemoteTransportParameters): void {
    if (this.#pc === null) throw new Error('transport is closed');
    this.#pc.setRemoteDescription(constantDescription(remote), 'answer');
    const held = this.#heldCandidates ?? [];
    this.#heldCandidates = null;
    for (const candidate of [...remote.candidates, ...held]) this.addRemoteCandidate(candidate);
  }

  /** A candidate that libdatachannel cannot use (mDNS that does not resolve, TCP) is not an error of ours. */
  addRemoteCandidate(candidate: string): void {
    if (this.#pc === null || candidate === '') return;
    if (this.#heldCandidates !== null) {
      if (this.#heldCandidates.length < HELD_CANDIDATES_MAX) this.#heldCandidates.push(candidate);
      return;
    }
    try {
      this.#pc.addRemoteCandidate(candidate.startsWith('a=') ? candidate : `a=${candidate}`, '0');
    } catch (error) {
      this.#events.onWarning(`candidate refused: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  get isConnected(): boolean {
    return this.#connected;
  }

  /** The bytes are copied before this returns, so a scratch buffer may be used. */
  sendMedia(bytes: Uint8Array): boolean {
    if (!this.#connected || this.#track === null) return false;
    try {
      return this.#track.sendMessageBinary(
        Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      );
    } catch {
      /* The track closes on a native thread before its state change arrives here: the packet is lost like any other. */
      return false;
    }
  }

  channel(label: string): TransportChannel | undefined {
    return this.#channels.get(label);
  }

  close(): void {
    const pc = this.#pc;
    if (pc === null) return;
    this.#pc = null;
    this.#connected = false;
    for (const channel of this.#channels.values()) channel.release();
    this.#channels.clear();
    if (this.#track !== null) {
      this.#track.onMessage(ignore);
      this.#track.onOpen(ignore);
      this.#track.onClosed(ignore);
      this.#track = null;
    }
    pc.onStateChange(ignore);
    pc.onTrack(ignore);
    pc.onDataChannel(ignore);
    pc.close();
  }

  #parameters(sdp: string): LocalTransportParameters {
    return {
      iceUfrag: attribute(sdp, 'ice-ufrag'),
      icePwd: attribute(sdp, 'ice-pwd'),
      fingerprint: attribute(sdp, 'fingerprint'),
      setup: attribute(sdp, 'setup'),
      candidates: this.#announcedIps.map((ip, index) => hostCandidate(ip, this.#announcedPort, index)),
    };
  }

  #stateChanged(state: string): void {
    if (this.#pc === null) return;
    this.#connected = state === 'connected';
    if (state === 'connected') this.#events.onConnected();
    if (state === 'failed' || state === 'closed' || state === 'disconnected') this.#events.onDown(state);
  }

  #holdTrack(track: Track): void {
    if (this.#pc === null || this.#track !== null) return;
    this.#track = track;
    track.onMessage((bytes) => this.#events.onMedia(bytes));
  }

  #holdChannel(native: DataChannel): void {
    if (this.#pc === null) return;
    const label = native.getLabel();
    if (this.#channels.size >= CHANNELS_MAX || this.#channels.has(label)) {
      this.#events.onWarning('data channel refused');
      native.close();
      return;
    }
    const channel = new TransportChannel(native);
    this.#channels.set(label, channel);
    native.onMessage((message) => this.#events.onData(label, toBytes(message)));
    native.onClosed(() => this.#channels.delete(label));
    native.onOpen(() => this.#events.onChannelOpen(label));
    if (native.isOpen()) this.#events.onChannelOpen(label);
  }
}

export interface TransportOptions {
  name: string;
  udpPort: number;
  bindAddress?: string;
  announcedIps: readonly string[];
  /** The port as seen from outside, when a NAT maps it to another. */
  announcedPort?: number;
  maxMessageBytes: number;
}

export interface TransportEvents {
  onConnected(): void;
  /** libdatachannel recovers from `disconnected` by itself when packets come again; the others are final. */
  onDown(state: 'failed' | 'closed' | 'disconnected'): void;
  /** RTP or RTCP, decrypted. The buffer belongs to the receiver. */
  onMedia(bytes: Buffer): void;
  onData(label: string, bytes: Uint8Array): void;
  onChannelOpen(label: string): void;
  onWarning(message: string): void;
}

export interface RemoteTransportParameters {
  iceUfrag: string;
  icePwd: string;
  /** `sha-256 AB:CD:...` */
  fingerprint: string;
  setup: string;
  sctpPort: number;
  candidates: readonly string[];
}

export interface LocalTransportParameters {
  iceUfrag: string;
  icePwd: string;
  fingerprint: string;
  setup: string;
  /** Without the `a=`, e.g. `candidate:1 1 UDP 2122317823 10.0.0.1 7882 typ host`. */
  candidates: string[];
}

/** Interfaces of a computer, by IPv4, IPv6 and relay. */
const HELD_CANDIDATES_MAX = 64;
/** livekit-client opens three; a few more are harmless, hundreds are an attack. */
const CHANNELS_MAX = 8;

export class TransportChannel {
  #native: DataChannel | null;

  constructor(native: DataChannel) {
    this.#native = native;
  }

  get bufferedBytes(): number {
    return this.#native?.bufferedAmount() ?? 0;
  }

  send(bytes: Uint8Array): boolean {
    if (this.#native === null || !this.#native.isOpen()) return false;
    try {
      return this.#native.sendMessageBinary(bytes);
    } catch {
      /* Closed on a native thread between the two calls. */
      return false;
    }
  }

  release(): void {
    const native = this.#native;
    this.#native = null;
    if (native === null) return;
    native.onMessage(ignore);
    native.onOpen(ignore);
    native.onClosed(ignore);
  }
}

function ignore(): void {
  /* Replaces a callback whose closure must be freed. */
}

function toBytes(message: string | Buffer | ArrayBuffer): Uint8Array {
  if (typeof message === 'string') return new TextEncoder().encode(message);
  return message instanceof ArrayBuffer ? new Uint8Array(message) : message;
}

function attribute(sdp: string, name: string): string {
  const match = new RegExp(`^a=${name}:(.*?)\\r?$`, 'm').exec(sdp);
  if (match?.[1] === undefined) throw new Error(`libdatachannel gave no ${name}`);
  return match[1];
}

/** Priority of RFC 8445 §5.1.2.1 for host candidates, one local preference lower for each further address. */
function hostCandidate(ip: string, port: number, index: number): string {
  const priority = 126 * 2 ** 24 + (65535 - index) * 256 + 255;
  return `candidate:${index + 1} 1 UDP ${priority} ${ip} ${port} typ host`;
}

/** The remote's side, offer or answer. One sendrecv video section: with a single track libdatachannel delivers all SSRCs to it. */
function constantDescription(remote: RemoteTransportParameters): string {
  const ice = [
    `a=ice-ufrag:${remote.iceUfrag}`,
    `a=ice-pwd:${remote.icePwd}`,
    `a=fingerprint:${remote.fingerprint}`,
    `a=setup:${remote.setup}`,
  ];
  return (
    [
      'v=0',
      'o=- 1 1 IN IP4 127.0.0.1',
      's=-',
      't=0 0',
      'a=group:BUNDLE 0 1',
      'a=msid-semantic: WMS',
      'm=video 9 UDP/TLS/RTP/SAVPF 96',
      'c=IN IP4 0.0.0.0',
      'a=mid:0',
      ...ice,
      'a=sendrecv',
      'a=rtcp-mux',
      'a=rtpmap:96 VP8/90000',
      'a=ssrc:1 cname:peer',
      'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
      'c=IN IP4 0.0.0.0',
      'a=mid:1',
      ...ice,
      `a=sctp-port:${remote.sctpPort}`,
      'a=max-message-size:65536',
    ].join('\r\n') + '\r\n'
  );
}
