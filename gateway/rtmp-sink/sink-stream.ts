/** What one publisher has sent to the built-in test destination. */
export interface SinkStream {
  streamName: string;
  connectedAtMs: number;
  bytes: number;
  videoFrames: number;
  audioFrames: number;
}
