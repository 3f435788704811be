import type { AmfValue } from '@/gateway/core/amf0/amf0';
import { accessUnitOf } from '@/gateway/core/h264/avcc';

/** Bodies of FLV tags (Adobe FLV 10.1, annex E.4) as RTMP carries them: no tag header, no size. */

/** 0x17 = key frame + AVC, packet type 0 = decoder configuration, composition time 0. */
export function avcConfigTag(avcDecoderConfiguration: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x17, 0, 0, 0, 0]), avcDecoderConfiguration]);
}

/** Packet type 2 = end of sequence: no picture follows. */
export function avcEndTag(): Buffer {
  return Buffer.from([0x17, 2, 0, 0, 0]);
}

/** Of a picture's tag, before its access unit. */
export const AVC_FRAME_HEAD_BYTES = 5;

/**
 * One picture. Composition time is 0: WebRTC sends no B-frames.
 * @param nals - without parameter sets. The access unit is the tag from AVC_FRAME_HEAD_BYTES on, with 4-byte lengths.
 */
export function avcFrameTag(nals: readonly Uint8Array[], isKeyframe: boolean): Buffer {
  const tag = accessUnitOf(nals, AVC_FRAME_HEAD_BYTES);
  tag[0] = isKeyframe ? 0x17 : 0x27;
  tag[1] = 1;
  tag.fill(0, 2, AVC_FRAME_HEAD_BYTES);
  return tag;
}

/** 0xAF = AAC, 44 kHz, 16 bit, stereo: fixed by the format for AAC, the configuration tells the true rate. */
export function aacConfigTag(audioSpecificConfig: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0xaf, 0]), audioSpecificConfig]);
}

export function aacFrameTag(frame: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0xaf, 1]), frame]);
}

export interface StreamFacts {
  width: number;
  height: number;
  fps: number;
  videoKbps: number;
  audioKbps: number;
}

/** What `onMetaData` says. Codec ids: 7 = AVC, 10 = AAC. */
export function flvMetadata(facts: StreamFacts): Record<string, AmfValue> {
  return {
    duration: 0,
    width: facts.width,
    height: facts.height,
    framerate: facts.fps,
    videocodecid: 7,
    videodatarate: facts.videoKbps,
    audiocodecid: 10,
    audiodatarate: facts.audioKbps,
    audiosamplerate: 48_000,
    audiosamplesize: 16,
    audiochannels: 2,
    stereo: true,
    encoder: 'Stream Buddy',
  };
}
