import {
  AddTrackRequest,
  DisconnectReason,
  JoinRequest,
  LeaveRequest,
  Ping,
  SessionDescription,
  SignalRequest,
  SignalResponse,
  TrackSource,
  TrackType,
  WrappedJoinRequest,
} from '@livekit/protocol';
import nodeDataChannel from 'node-datachannel';
import type { PeerConnection, Track } from 'node-datachannel';
import WebSocket from 'ws';
import { isRtcp } from '@/gateway/core/rtp/packet';
import { parseRtcp } from '@/gateway/core/rtcp/parse';
import { MID_EXTENSION_ID, pipeAnswer, readAnswer, writeOffer } from './client-sdp';
import { SyntheticMedia, VIDEO, type MediaIds } from './synthetic-media';

/**
 * One participant over LiveKit's signalling v1 (one peer connection, the client offers), with synthetic media and
 * without a decoder: as light as the load it stands for allows. It asks for no repair and gives no congestion feedback.
 */
export interface ParticipantOptions {
  wsUrl: string;
  token: string;
  /** Unique in this process. */
  index: number;
  isPublisher: boolean;
  onMedia(bytes: Buffer): void;
}

const PING_MS = 5_000;
const CONNECT_TIMEOUT_MS = 20_000;

export class Participant {
  readonly #options: ParticipantOptions;
  readonly #socket: WebSocket;
  readonly #peer: PeerConnection;
  readonly #track: Track;
  readonly #ids: MediaIds & { videoTrackId: string; audioTrackId: string };
  readonly #pings: NodeJS.Timeout;
  #received: ('audio' | 'video')[] = [];
  #version = 0;
  #hasRemote = false;
  #isNegotiating = false;
  #wantsOffer = false;
  #waitingCandidates: string[] = [];
  readonly media: SyntheticMedia;
  packetsReceived = 0;

  constructor(options: ParticipantOptions) {
    this.#options = options;
    const { index } = options;
    this.#ids = {
      videoSsrc: 100_000 + index,
      audioSsrc: 200_000 + index,
      audioMid: '0',
      videoMid: '1',
      midExtensionId: MID_EXTENSION_ID,
      videoTrackId: `video-${index}`,
      audioTrackId: `audio-${index}`,
    };
    this.#peer = new nodeDataChannel.PeerConnection(`load-${index}`, {
      iceServers: [],
      bindAddress: '127.0.0.1',
    });
    const video = new nodeDataChannel.Video('0', 'SendRecv');
    video.addVP8Codec(VIDEO.payloadType);
    video.addSSRC(1, 'load', 'load', 'load');
    this.#track = this.#peer.addTrack(video);
    this.#track.onMessage((bytes) => this.#onPacket(bytes));
    this.#peer.createDataChannel('_reliable');
    this.media = new SyntheticMedia(this.#ids, (bytes) => this.#track.sendMessageBinary(bytes));
    const join = new WrappedJoinRequest({
      joinRequest: new JoinRequest({
        clientInfo: { protocol: 16, sdk: 1, version: '2.23.0' },
        connectionSettings: { autoSubscribe: true, adaptiveStream: false },
      }).toBinary(),
    });
    const query = new URLSearchParams({
      access_token: options.token,
      // With padding: LiveKit's decoder insists.
      join_request: Buffer.from(join.toBinary()).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
    });
    this.#socket = new WebSocket(`${options.wsUrl}/rtc/v1?${query.toString()}`);
    this.#socket.on('message', (data: Buffer) => this.#onSignal(SignalResponse.fromBinary(data)));
    this.#socket.on('error', (error) => {
      throw new Error(`load participant ${index}: ${error.message}`);
    });
    this.#pings = setInterval(
      () => this.#send({ case: 'pingReq', value: new Ping({ timestamp: BigInt(Date.now()) }) }),
      PING_MS,
    );
  }

  get isConnected(): boolean {
    return this.#peer.state() === 'connected' && this.#track.isOpen();
  }

  async connected(): Promise<void> {
    const untilMs = Date.now() + CONNECT_TIMEOUT_MS;
    while (!this.isConnected) {
      if (Date.now() > untilMs) throw new Error(`load participant ${this.#options.index} did not connect`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Says goodbye first, as a page that is left in order does. */
  leave(): void {
    this.#send({ case: 'leave', value: new LeaveRequest({ reason: DisconnectReason.CLIENT_INITIATED }) });
    this.close();
  }

  /** Is gone without a word, as a page that crashed. */
  close(): void {
    clearInterval(this.#pings);
    // The server may see the media end first, and say so to a socket that is closing.
    this.#socket.removeAllListeners('message');
    this.#socket.close();
    this.#peer.close();
  }

  #onSignal({ message }: SignalResponse): void {
    switch (message.case) {
      case 'join':
        if (this.#options.isPublisher) this.#announceTracks();
        return this.#offer();
      case 'answer':
        return this.#onAnswer(message.value.sdp);
      case 'trickle':
        return this.#addCandidate(
          (JSON.parse(message.value.candidateInit) as { candidate: string }).candidate,
        );
      case 'mediaSectionsRequirement': {
        const { numAudios, numVideos } = message.value;
        this.#addSections('audio', numAudios);
        this.#addSections('video', numVideos);
        return this.#offer();
      }
      case 'leave':
        throw new Error(
          `load participant ${this.#options.index} was told to leave: ${DisconnectReason[message.value.reason]}`,
        );
      default:
    }
  }

  #announceTracks(): void {
    const { audioTrackId, videoTrackId } = this.#ids;
    const audio = { cid: audioTrackId, type: TrackType.AUDIO, source: TrackSource.MICROPHONE };
    const video = {
      cid: videoTrackId,
      type: TrackType.VIDEO,
      source: TrackSource.CAMERA,
      width: 1280,
      height: 720,
    };
    for (const track of [audio, video])
      this.#send({ case: 'addTrack', value: new AddTrackRequest({ ...track, name: track.cid }) });
  }

  /** LiveKit counts sections on top of what is there; a server that means a total gives a smaller number, which is met too. */
  #addSections(kind: 'audio' | 'video', count: number): void {
    for (let added = 0; added < count; added++) this.#received.push(kind);
  }

  /** One at a time: an offer in between would answer with the sections of the one before. */
  #offer(): void {
    if (this.#isNegotiating) {
      this.#wantsOffer = true;
      return;
    }
    this.#isNegotiating = true;
    this.#wantsOffer = false;
    if (this.#version === 0) this.#peer.setLocalDescription('offer');
    const local = this.#peer.localDescription()?.sdp ?? '';
    this.#version += 1;
    const sdp = writeOffer(
      {
        transport: readAnswer(local),
        publishes: this.#options.isPublisher ? this.#ids : null,
        version: this.#version,
      },
      this.#received,
    );
    this.#send({ case: 'offer', value: new SessionDescription({ type: 'offer', sdp, id: this.#version }) });
  }

  #onAnswer(sdp: string): void {
    this.#isNegotiating = false;
    if (!this.#hasRemote) {
      const server = readAnswer(sdp);
      // Candidates last: as offerer libdatachannel must know the fingerprint before DTLS can begin.
      this.#peer.setRemoteDescription(pipeAnswer(server), 'answer');
      this.#hasRemote = true;
      for (const candidate of [...server.candidates, ...this.#waitingCandidates.splice(0)])
        this.#addCandidate(candidate);
    }
    if (this.#wantsOffer) this.#offer();
  }

  #addCandidate(candidate: string): void {
    if (candidate === '' || / tcp /i.test(candidate)) return;
    if (this.#hasRemote) this.#peer.addRemoteCandidate(candidate, '0');
    else this.#waitingCandidates.push(candidate);
  }

  #onPacket(bytes: Buffer): void {
    if (!isRtcp(bytes)) {
      this.packetsReceived += 1;
      return this.#options.onMedia(bytes);
    }
    for (const packet of parseRtcp(bytes).packets)
      if (packet.type === 'pli' || packet.type === 'fir') this.media.requestKeyframe();
  }

  #send(message: SignalRequest['message']): void {
    if (this.#socket.readyState === WebSocket.OPEN)
      this.#socket.send(new SignalRequest({ message }).toBinary());
  }
}
