import {
  AddTrackRequest,
  JoinRequest,
  LeaveRequest,
  SessionDescription,
  SignalRequest,
  SignalResponse,
  TrackSource,
  TrackType,
  WrappedJoinRequest,
} from '@livekit/protocol';
import { PeerConnection, Video, type DataChannel, type Track } from 'node-datachannel';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { writeRtp } from '../../core/rtp/packet';
import type { RunningSfu } from './start-sfu';

const CID = 'camera-of-a-guest';
const SSRC = 4_711;
/** As clients do; who is silent for 15 s is taken for gone. */
const PING_MS = 5_000;
const CANDIDATES = /^a=candidate:.*\r\n/gm;
type DescriptionType = Parameters<PeerConnection['setRemoteDescription']>[1];

/** A guest without a media engine: joins, publishes a camera that sends what it is told to, and leaves. Cheap enough for hundreds. */
export class RawGuest {
  readonly #pc: PeerConnection;
  readonly #track: Track;
  readonly #channel: DataChannel;
  readonly #socket: WebSocket;
  readonly #pings: NodeJS.Timeout;
  #sequence = 0;

  private constructor(pc: PeerConnection, parts: { track: Track; channel: DataChannel; socket: WebSocket }) {
    this.#pc = pc;
    this.#track = parts.track;
    this.#channel = parts.channel;
    this.#socket = parts.socket;
    this.#pings = setInterval(() => this.#send({ case: 'ping', value: 1n }), PING_MS);
  }

  /** @returns once its media is connected. Rejects after `timeoutMs`. */
  static async join(sfu: RunningSfu, identity: string, timeoutMs = 10_000): Promise<RawGuest> {
    const pc = new PeerConnection(identity, { iceServers: [] });
    const description = new Video('0', 'SendRecv');
    description.addVP8Codec(96);
    description.addSSRC(SSRC, identity, 'stream', CID);
    const track = pc.addTrack(description);
    const channel = pc.createDataChannel('_reliable');
    const connected = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${identity} never connected`)), timeoutMs);
      pc.onStateChange((state) => {
        if (state !== 'connected') return;
        clearTimeout(timer);
        resolve();
      });
    });
    // Whoever waits for it hears of it; an error before must not be one that nobody handles.
    connected.catch(() => undefined);
    // Adding the channel made the offer.
    const offer = pc.localDescription();
    if (offer === null) throw new Error('no offer');
    const join = new JoinRequest({
      publisherOffer: new SessionDescription({ type: 'offer', sdp: withoutCandidates(offer.sdp), id: 1 }),
      addTrackRequests: [
        new AddTrackRequest({
          cid: CID,
          type: TrackType.VIDEO,
          source: TrackSource.CAMERA,
          width: 640,
          height: 360,
        }),
      ],
    });
    const wrapped = Buffer.from(new WrappedJoinRequest({ joinRequest: join.toBinary() }).toBinary());
    const query = `access_token=${await sfu.token(identity)}&join_request=${wrapped.toString('base64url')}`;
    const socket = new WebSocket(`${sfu.wsUrl}/rtc/v1?${query}`);
    socket.on('message', (data: Buffer) => {
      const { message } = SignalResponse.fromBinary(data);
      if (message.case !== 'answer') return;
      const { sdp } = message.value;
      pc.setRemoteDescription(withoutCandidates(sdp), 'answer' as DescriptionType);
      for (const [candidate] of sdp.matchAll(CANDIDATES)) pc.addRemoteCandidate(candidate.trim(), '0');
    });
    await once(socket, 'open');
    await connected;
    return new RawGuest(pc, { track, channel, socket });
  }

  /** A VP8 key frame of one packet. */
  sendFrame(): void {
    this.#sequence += 1;
    const payload = Buffer.from([0x10, 0x00, 0x9d, 0x01, 0x2a, 0, 0, 0]);
    const header = {
      payloadType: 96,
      marker: true,
      sequence: this.#sequence,
      timestamp: this.#sequence * 3_000,
    };
    if (this.#track.isOpen())
      this.#track.sendMessageBinary(Buffer.from(writeRtp({ ...header, ssrc: SSRC, payload })));
  }

  async leave(): Promise<void> {
    clearInterval(this.#pings);
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#send({ case: 'leave', value: new LeaveRequest() });
      await once(this.#socket, 'close');
    }
    this.#channel.close();
    this.#pc.close();
  }

  #send(message: SignalRequest['message']): void {
    if (this.#socket.readyState === WebSocket.OPEN)
      this.#socket.send(new SignalRequest({ message }).toBinary());
  }
}

/** libdatachannel as offerer loses DTLS when a check comes before it has the fingerprint: candidates are told after it. */
function withoutCandidates(sdp: string): string {
  return sdp.replace(CANDIDATES, '');
}
