/** What one receiver's statistics say of the time that its media take. */
export interface ReceiverTiming {
  /** When the sender's camera or microphone made what is played now, ms since 1970 by the room's clock. */
  playoutMs: number | null;
  /** When these statistics were made, ms since 1970 by this machine's clock. */
  atMs: number;
  /** How much left the jitter buffer so far: pictures, or samples. */
  emittedCount: number;
  /** Sound: what the way from the jitter buffer to the loudspeaker adds; 0 where the browser does not say. ms. */
  outputMs: number;
  /** Of the line to the room; null while the browser does not say. */
  roundTripMs: number | null;
}

/** 1900 to 1970: NTP's era begins with the century (RFC 5905 §6). */
const NTP_EPOCH_MS = 2_208_988_800_000;

/** Reads `RTCRtpReceiver.getStats()`. @returns null before the first packet. */
export function readReceiverTiming(report: RTCStatsReport): ReceiverTiming | null {
  let inbound: Entry | null = null;
  let pair: Entry | null = null;
  let playout: Entry | null = null;
  report.forEach((unknownEntry: unknown) => {
    const entry = unknownEntry as Entry;
    if (entry.type === 'inbound-rtp') inbound = entry;
    else if (entry.type === 'candidate-pair' && entry.nominated === true) pair = entry;
    else if (entry.type === 'media-playout') playout = entry;
  });
  if (inbound === null) return null;
  const { estimatedPlayoutTimestamp, timestamp, jitterBufferEmittedCount } = inbound as Entry;
  const playedMs = numberOr(estimatedPlayoutTimestamp, null);
  const roundTripS = numberOr((pair as Entry | null)?.currentRoundTripTime, null);
  return {
    playoutMs: playedMs === null || playedMs <= 0 ? null : toUnixMs(playedMs),
    atMs: numberOr(timestamp, 0),
    emittedCount: numberOr(jitterBufferEmittedCount, 0),
    outputMs: outputMsOf(playout),
    roundTripMs: roundTripS === null ? null : roundTripS * 1_000,
  };
}

function outputMsOf(playout: Entry | null): number {
  const samples = numberOr(playout?.totalSamplesCount, 0);
  return samples === 0 ? 0 : (numberOr(playout?.totalPlayoutDelay, 0) * 1_000) / samples;
}

/** The specification says ms since 1900; browsers were seen to say both. */
const toUnixMs = (ms: number): number => (ms > NTP_EPOCH_MS ? ms - NTP_EPOCH_MS : ms);

type Entry = Record<string, unknown>;

const numberOr = <Otherwise>(value: unknown, otherwise: Otherwise): number | Otherwise =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
