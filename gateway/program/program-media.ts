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
  /** NAL units with 4-byte lengths, without parameter sets. */
  accessUnit: Buffer;
  /** What this frame refers to. The same object as long as nothing changed. */
  config: VideoConfig;
}

export interface ProgramAudio {
  timeMs: number;
  /** One AAC-LC frame of 1024 samples. */
  data: Buffer;
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
