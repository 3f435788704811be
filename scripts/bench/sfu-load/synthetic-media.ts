import { performance } from 'node:perf_hooks';
import { writeRtp, writeUint16, writeUint32 } from '@/gateway/core/rtp/packet';

/**
 * What an HD guest sends, without the cost of encoding it: 25 pictures a second of 8 packets with 1150 bytes
 * (1.84 Mbit/s VP8) and 50 Opus packets. Every packet carries the time it was made, so that whoever receives it
 * on this machine knows its age.
 */
export const VIDEO = { payloadType: 96, packetsPerFrame: 8, packetBytes: 1_150, ticksPerFrame: 3_600 };
export const AUDIO = { payloadType: 111, packetBytes: 120, ticksPerPacket: 960 };
/** One video packet every 5 ms, one audio packet every fourth time. */
export const TICK_MS = 5;
const TICKS_PER_AUDIO = 4;

/** Marks the stamp, which stands at the end of the payload, where no server rewrites. */
const MAGIC = 0x5b1d57a3;
export const STAMP_BYTES = 12;

export interface MediaIds {
  videoSsrc: number;
  audioSsrc: number;
  videoMid: string;
  audioMid: string;
  /** Id of the SDES mid header extension, 1..14. */
  midExtensionId: number;
}

export class SyntheticMedia {
  readonly #ids: MediaIds;
  readonly #send: (bytes: Buffer) => void;
  readonly #videoMid: Uint8Array;
  readonly #audioMid: Uint8Array;
  #tick = 0;
  #videoSequence = 0;
  #audioSequence = 0;
  #frame = 0;
  #isKeyframeWanted = true;
  #isKeyframe = true;
  videoSent = 0;
  audioSent = 0;

  constructor(ids: MediaIds, send: (bytes: Buffer) => void) {
    this.#ids = ids;
    this.#send = send;
    this.#videoMid = Buffer.from(ids.videoMid);
    this.#audioMid = Buffer.from(ids.audioMid);
  }

  requestKeyframe(): void {
    this.#isKeyframeWanted = true;
  }

  /** To be called every TICK_MS. */
  tick(): void {
    this.#sendVideo();
    if (this.#tick % TICKS_PER_AUDIO === 0) this.#sendAudio();
    this.#tick += 1;
  }

  #sendVideo(): void {
    const index = this.#tick % VIDEO.packetsPerFrame;
    if (index === 0) {
      this.#frame += 1;
      this.#isKeyframe = this.#isKeyframeWanted;
      this.#isKeyframeWanted = false;
    }
    const payload = new Uint8Array(VIDEO.packetBytes);
    // RFC 7741 §4.2: X and, on the first packet of a frame, S; then I with a picture id of 15 bits.
    payload[0] = 0x80 | (index === 0 ? 0x10 : 0);
    payload[1] = 0x80;
    writeUint16(payload, 2, 0x8000 | (this.#frame & 0x7fff));
    if (index === 0) {
      // RFC 6386 §9.1: bit 0 clear says key frame; then the start code and 1280x720.
      payload.set(
        this.#isKeyframe ? [0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x00, 0x05, 0xd0, 0x02] : [0x11, 0x02, 0x00],
        4,
      );
    }
    stamp(payload);
    this.#send(
      Buffer.from(
        writeRtp({
          marker: index === VIDEO.packetsPerFrame - 1,
          payloadType: VIDEO.payloadType,
          sequence: this.#videoSequence,
          timestamp: (this.#frame * VIDEO.ticksPerFrame) >>> 0,
          ssrc: this.#ids.videoSsrc,
          extensions: [{ id: this.#ids.midExtensionId, data: this.#videoMid }],
          payload,
        }),
      ),
    );
    this.#videoSequence = (this.#videoSequence + 1) & 0xffff;
    this.videoSent += 1;
  }

  #sendAudio(): void {
    const payload = new Uint8Array(AUDIO.packetBytes);
    // RFC 6716 §3.1: CELT fullband, 20 ms, stereo, one frame.
    payload[0] = 0xfc;
    stamp(payload);
    this.#send(
      Buffer.from(
        writeRtp({
          marker: false,
          payloadType: AUDIO.payloadType,
          sequence: this.#audioSequence,
          timestamp: (this.#audioSequence * AUDIO.ticksPerPacket) >>> 0,
          ssrc: this.#ids.audioSsrc,
          extensions: [{ id: this.#ids.midExtensionId, data: this.#audioMid }],
          payload,
        }),
      ),
    );
    this.#audioSequence = (this.#audioSequence + 1) & 0xffff;
    this.audioSent += 1;
  }
}

/** Microseconds of this process's clock: sender and receiver are the same process. */
function stamp(payload: Uint8Array): void {
  const nowUs = Math.floor(performance.now() * 1000);
  const at = payload.length - STAMP_BYTES;
  writeUint32(payload, at, MAGIC);
  writeUint32(payload, at + 4, Math.floor(nowUs / 2 ** 32));
  writeUint32(payload, at + 8, nowUs >>> 0);
}

/** @returns the age of a received packet in ms; null when it is none of ours (padding, probes, RTCP). */
export function ageMs(bytes: Buffer): number | null {
  const at = bytes.length - STAMP_BYTES;
  if (at < 12 || bytes.readUInt32BE(at) !== MAGIC) return null;
  return performance.now() - (bytes.readUInt32BE(at + 4) * 2 ** 32 + bytes.readUInt32BE(at + 8)) / 1000;
}
