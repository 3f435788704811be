/** What the browser says it sends, from RTCPeerConnection.getStats. */
export interface PublishStats {
  atMs: number;
  videoBytes: number;
  framesEncoded: number;
  width: number;
  height: number;
  codec: string;
  /** All the time that encoding took so far. */
  encodeMsSum: number;
  roundTripMs: number | null;
}

export async function readPublishStats(peer: RTCPeerConnection, nowMs: number): Promise<PublishStats> {
  const stats: PublishStats = {
    atMs: nowMs,
    videoBytes: 0,
    framesEncoded: 0,
    width: 0,
    height: 0,
    codec: '',
    encodeMsSum: 0,
    roundTripMs: null,
  };
  const report = await peer.getStats();
  report.forEach((unknownEntry: unknown) => {
    const entry = unknownEntry as Record<string, unknown>;
    if (entry.type === 'outbound-rtp' && entry.kind === 'video') {
      stats.videoBytes = numberOr(entry.bytesSent, 0);
      stats.framesEncoded = numberOr(entry.framesEncoded, 0);
      stats.encodeMsSum = numberOr(entry.totalEncodeTime, 0) * 1_000;
      stats.width = numberOr(entry.frameWidth, 0);
      stats.height = numberOr(entry.frameHeight, 0);
      const codec = report.get(String(entry.codecId)) as { mimeType?: string } | undefined;
      stats.codec = codec?.mimeType?.split('/')[1] ?? '';
    }
    if (
      entry.type === 'candidate-pair' &&
      entry.nominated === true &&
      entry.currentRoundTripTime !== undefined
    )
      stats.roundTripMs = numberOr(entry.currentRoundTripTime, 0) * 1_000;
  });
  return stats;
}

const numberOr = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

/** @returns kilobits per second between two readings; 0 when they are too close or the counter restarted. */
export function kbpsBetween(before: PublishStats | null, after: PublishStats | null): number {
  if (!before || !after) return 0;
  const elapsedMs = after.atMs - before.atMs;
  const bytes = after.videoBytes - before.videoBytes;
  return elapsedMs < 100 || bytes < 0 ? 0 : Math.round((bytes * 8) / elapsedMs);
}

/** @returns what encoding a picture took on average between two readings; null when none was, or the counter restarted. */
export function encodeMsBetween(before: PublishStats | null, after: PublishStats | null): number | null {
  if (!after) return null;
  const frames = after.framesEncoded - (before?.framesEncoded ?? 0);
  const ms = after.encodeMsSum - (before?.encodeMsSum ?? 0);
  return frames <= 0 || ms < 0 ? null : ms / frames;
}
