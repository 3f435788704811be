/** What one receiver's statistics say of the time that its media take. */
export interface ReceiverTiming {
  /** When the sender's camera or microphone made what is played now, ms since 1970 by the room's clock. */
  playoutMs: number | null;
  /** When these statistics were made, ms since 1970 by this machine's clock. */
  atMs: number;
  /** How much left the jitter buffer so far: pictures, or samples. */
  emittedCount: number;
  /** Sound: what the way to the loudspeaker adds, summed over its samples, and how many; 0 where the browser does not say. */
  outputMsSum: number;
  outputCount: number;
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
    outputMsSum: numberOr((playout as Entry | null)?.totalPlayoutDelay, 0) * 1_000,
    outputCount: numberOr((playout as Entry | null)?.totalSamplesCount, 0),
    roundTripMs: roundTripS === null ? null : roundTripS * 1_000,
  };
}

/** @returns the delay to the loudspeaker since the reading before, ms; 0 where the browser does not say. */
export function outputMsBetween(before: ReceiverTiming | null, after: ReceiverTiming): number {
  const count = after.outputCount - (before?.outputCount ?? 0);
  const sumMs = after.outputMsSum - (before?.outputMsSum ?? 0);
  return count <= 0 || sumMs < 0 ? 0 : sumMs / count;
}

/** The specification says ms since 1900; browsers were seen to say both. */
const toUnixMs = (ms: number): number => (ms > NTP_EPOCH_MS ? ms - NTP_EPOCH_MS : ms);

type Entry = Record<string, unknown>;

const numberOr = <Otherwise>(value: unknown, otherwise: Otherwise): number | Otherwise =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
