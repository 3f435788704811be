import { TrackInfo, TrackSource, TrackType } from '@livekit/protocol';
import { parseRtcp } from '../../core/rtcp/parse';
import { TwccRecorder } from '../../core/rtcp/twcc-recorder';
import { findExtension, parseRtp, writeRtp } from '../../core/rtp/packet';
import type { DownTrack } from '../down-track';
import { SubscriberMedia } from '../subscriber-media';
import { UpTrack } from '../up-track';
import { seededRandom, SimulatedLink } from './simulated-link';

const TRANSPORT_CC_ID = 5;
const FEEDBACK_MS = 75;
const AUDIO_BYTES = 100;
/** As livekit-client publishes 720p. */
const LAYERS = [
  { rid: 'q', kbps: 150, framesPerSecond: 20 },
  { rid: 'h', kbps: 450, framesPerSecond: 20 },
  { rid: 'f', kbps: 1_700, framesPerSecond: 30 },
] as const;
const KEY_FRAME_FACTOR = 6;
const PACKET_BYTES = 1_150;

/** The subscriber's picture became another size, or none (-1), so long after the room began. */
interface LayerChange {
  atMs: number;
  layer: number;
}

/** One second of what the subscriber got. */
export interface Second {
  layer: number;
  audioSent: number;
  audioLost: number;
  videoKbps: number;
  budgetKbps: number;
}

class SimulatedLayer {
  readonly #random: () => number;
  #sequence = 0;
  #nextFrameMs = 0;
  constructor(
    readonly index: number,
    random: () => number,
  ) {
    this.#random = random;
  }

  skip(nowMs: number): void {
    this.#nextFrameMs = nowMs;
  }

  tick(up: UpTrack, { nowMs, share }: { nowMs: number; share: number }): void {
    if (nowMs < this.#nextFrameMs) return;
    const { kbps, framesPerSecond } = LAYERS[this.index]!;
    this.#nextFrameMs += 1_000 / framesPerSecond;
    const layer = up.layers[this.index]!;
    const isKeyFrame = layer.poll(nowMs, 60).askKeyFrame;
    const mean = (share * kbps * 1_000) / 8 / framesPerSecond;
    let bytes = mean * (0.6 + 0.8 * this.#random()) * (isKeyFrame ? KEY_FRAME_FACTOR : 1);
    for (let isFirst = true; bytes > 0; isFirst = false, bytes -= PACKET_BYTES) {
      const payload = Buffer.alloc(Math.max(20, Math.min(PACKET_BYTES, Math.round(bytes))), 1);
      // RFC 7741 §4.2 and §4.3: start of a frame; P bit clear in a key frame.
      payload[0] = isFirst ? 0x10 : 0;
      payload[1] = isKeyFrame ? 0 : 1;
      const packet = writeRtp({
        payloadType: 96,
        marker: bytes <= PACKET_BYTES,
        sequence: (this.#sequence = (this.#sequence + 1) & 0xffff),
        timestamp: Math.round(nowMs * 90),
        ssrc: 100 + this.index,
        payload,
      });
      const header = parseRtp(packet);
      if (typeof header === 'string') throw new Error(header);
      layer.receive(packet, header, { nowMs, isRetransmission: false });
      up.forward(layer, packet, header, { isLate: false, nowMs });
    }
  }
}

/**
 * A publisher with camera and microphone, the real code that forwards them to one subscriber, and a simulated link and
 * receiver behind it. Time only passes when told to, chance is seeded: every run is the same.
 */
export class SimulatedRoom {
  readonly link: SimulatedLink<Uint8Array>;
  readonly media: SubscriberMedia;
  readonly camera: DownTrack;
  readonly voice: DownTrack;
  readonly seconds: Second[] = [];
  readonly changes: LayerChange[] = [];
  /** What the subscriber was told of its picture: true for paused. */
  readonly heldBack: boolean[] = [];
  /** The receiver's computer does nothing for so long at the beginning of each second. */
  stallMs = 0;
  /** Encodings that the publisher's uplink has room for; it switches the others off without a word. */
  layersSent: number = LAYERS.length;
  /** A guest without a microphone sends no sound at all. */
  hasSound = true;
  /** Encoders that make more or less of each layer than they were asked for. */
  encodedShare = 1;
  readonly #layers: SimulatedLayer[];
  readonly #recorder = new TwccRecorder();
  readonly #feedback: SimulatedLink<Uint8Array>;
  #nowMs = 0;
  #isAwake = false;
  #audioSequence = 0;
  #second: Second = emptySecond();

  constructor(options: { seed: number; sendsFeedback?: boolean }) {
    const random = seededRandom(options.seed);
    this.link = new SimulatedLink(random);
    this.#feedback = new SimulatedLink(random);
    this.setDelay({ downMs: this.link.delayMs, upMs: 20 });
    this.#layers = LAYERS.map((_, index) => new SimulatedLayer(index, random));
    this.media = new SubscriberMedia({
      payloadTypeOf: () => ({ payloadType: 96, rtxPayloadType: 97 }),
      transportCcId: options.sendsFeedback === false ? 0 : TRANSPORT_CC_ID,
      absSendTimeId: 0,
      colorSpaceId: 0,
      send: (bytes) => {
        this.link.send(new Uint8Array(bytes), bytes.length, this.#nowMs);
        return true;
      },
      reallocate: () => this.media.allocate(this.#nowMs),
      wake: () => (this.#isAwake = true),
      heldBack: (_down, isHeldBack) => this.heldBack.push(isHeldBack),
    });
    const clock = { offsetMs: 0 };
    const layers = LAYERS.map(({ kbps }, quality) => ({ quality, bitrate: kbps * 1_000 }));
    const camera = { sid: 'TR_camera', type: TrackType.VIDEO, source: TrackSource.CAMERA, layers };
    const up = new UpTrack({
      info: new TrackInfo({ ...camera, width: 1_280, height: 720 }),
      mid: '1',
      rids: LAYERS.map(({ rid }) => rid),
      codec: 'vp8',
      clock,
    });
    const microphone = new TrackInfo({ sid: 'TR_voice', type: TrackType.AUDIO });
    const voice = new UpTrack({ info: microphone, mid: '2', rids: [], codec: 'opus', clock });
    for (const { rid } of LAYERS) up.addLayer(1, rid, 0);
    voice.addLayer(2, '', 0);
    this.camera = this.media.subscribe(up, 'PA_guest');
    this.voice = this.media.subscribe(voice, 'PA_guest');
    this.camera.mid = '1';
    this.voice.mid = '2';
  }

  /** How far away the subscriber is: towards it, and back. */
  setDelay({ downMs, upMs }: { downMs: number; upMs: number }): void {
    this.link.delayMs = downMs;
    this.#feedback.delayMs = upMs;
  }

  run(seconds: number): Second[] {
    const from = this.seconds.length;
    for (let tick = 0; tick < seconds * 1_000; tick++) this.#tick();
    return this.seconds.slice(from);
  }

  #tick(): void {
    const nowMs = (this.#nowMs += 1);
    for (const layer of this.#layers) {
      if (layer.index < this.layersSent) layer.tick(this.camera.up, { nowMs, share: this.encodedShare });
      else layer.skip(nowMs);
    }
    if (this.hasSound && nowMs % 20 === 0) this.#speak(nowMs);
    if (nowMs % 500 === 0) {
      this.media.estimate(nowMs);
      this.media.allocate(nowMs);
    }
    if (nowMs % 5 === 0 && this.#isAwake) this.#isAwake = this.media.drain(nowMs);
    for (const { atMs, packet } of this.link.arrived(nowMs)) this.#receive(packet, this.#noticedAtMs(atMs));
    if (nowMs % FEEDBACK_MS === 0) {
      for (const bytes of this.#recorder.feedback(1, 2)) this.#feedback.send(bytes, bytes.length, nowMs);
    }
    for (const { packet } of this.#feedback.arrived(nowMs)) {
      for (const parsed of parseRtcp(packet).packets) this.media.receiveRtcp(parsed, nowMs, nowMs);
    }
    const shown = this.camera.current;
    if (shown !== (this.changes.at(-1)?.layer ?? -1)) this.changes.push({ atMs: nowMs, layer: shown });
    if (nowMs % 1_000 !== 0) return;
    this.seconds.push({
      ...this.#second,
      layer: shown,
      budgetKbps: this.media.link.budgetKbps,
    });
    this.#second = emptySecond();
  }

  #speak(nowMs: number): void {
    const { up } = this.voice;
    const layer = up.layers[0]!;
    const packet = writeRtp({
      payloadType: 111,
      marker: false,
      sequence: (this.#audioSequence = (this.#audioSequence + 1) & 0xffff),
      timestamp: nowMs * 48,
      ssrc: 9,
      payload: Buffer.alloc(AUDIO_BYTES),
    });
    const header = parseRtp(packet);
    if (typeof header === 'string') throw new Error(header);
    const before = this.link.dropped;
    up.forward(layer, packet, header, { isLate: false, nowMs });
    this.#second.audioSent += 1;
    this.#second.audioLost += this.link.dropped - before;
  }

  #noticedAtMs(atMs: number): number {
    return atMs + Math.max(0, this.stallMs - (atMs % 1_000));
  }

  #receive(packet: Uint8Array, atMs: number): void {
    const header = parseRtp(packet);
    if (typeof header === 'string') throw new Error(header);
    const element = findExtension(packet, header, TRANSPORT_CC_ID);
    if (element !== null) this.#recorder.receive((element[0]! << 8) | element[1]!, atMs * 1_000);
    if (header.ssrc === this.camera.ssrc) this.#second.videoKbps += (packet.length * 8) / 1_000;
  }
}

function emptySecond(): Second {
  return { layer: -1, audioSent: 0, audioLost: 0, videoKbps: 0, budgetKbps: 0 };
}
