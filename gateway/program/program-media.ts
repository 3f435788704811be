import { AVC_FRAME_HEAD_BYTES } from '@/gateway/core/flv/flv-tags';

/** Media on the program timeline, as relays and the recorder take it. Times are ms since the program began. */
export interface VideoConfig {
  avcDecoderConfiguration: Buffer;
  sps: Buffer;
  pps: Buffer;
  width: number;
  height: number;
}

export interface ProgramVideo {
  timeMs: number;
  isKeyframe: boolean;
  /** Body of an FLV tag, the same for every destination: nobody may change it. */
  flvTag: Buffer;
  /** What this frame refers to. The same object as long as nothing changed. */
  config: VideoConfig;
}

/** NAL units with 4-byte lengths, without parameter sets. A view. */
export function accessUnitIn({ flvTag }: ProgramVideo): Buffer {
  return flvTag.subarray(AVC_FRAME_HEAD_BYTES);
}

export interface ProgramAudio {
  timeMs: number;
  /** One AAC-LC frame of 1024 samples. */
  data: Buffer;
  /** Body of an FLV tag with it, the same for every destination: nobody may change it. */
  flvTag: Buffer;
}

export interface AudioConfig {
  audioSpecificConfig: Buffer;
  kbps: number;
}

/** Whoever takes the finished program: a relay, the recorder. */
export interface MediaSink {
  onVideo(frame: ProgramVideo): void;
  onAudio(frame: ProgramAudio): void;
}
