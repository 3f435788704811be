import { opusFrameSamples } from './opus-toc';

/** The last packet before a hole. */
export interface BeforeHole {
  /** First byte of the packet. */
  toc: number;
  rtpTimestamp: number;
  /** 48 kHz samples it held. */
  samples: number;
}

/** Stand-ins for lost sound fade to nothing within five frames of 20 ms; then silence says as much. */
const CONCEALED_SAMPLES_MAX = 4_800;

/**
 * Packets that make an Opus decoder conceal a loss: a frame of zero bytes is "lost" to it (RFC 6716 §3.2.1), and it
 * carries on what it heard. Only lost packets are stood in for: a sender in DTX leaves its numbers unbroken, and its
 * pause is meant.
 *
 * @param packetsLost - at least 1. @param nextTimestamp - RTP time of the first packet behind the hole.
 * @returns none when the times leave no room. Never throws.
 */
export function concealLoss(
  before: BeforeHole,
  packetsLost: number,
  nextTimestamp: number,
): { packet: Uint8Array; rtpTimestamp: number }[] {
  const start = (before.rtpTimestamp + before.samples) >>> 0;
  // Signed 32 bits: RTP times wrap (RFC 3550 §5.1).
  const holeSamples = (nextTimestamp - start) | 0;
  const room = Math.min(holeSamples, packetsLost * before.samples, CONCEALED_SAMPLES_MAX);
  const frameSamples = opusFrameSamples(before.toc);
  const packet = Uint8Array.of(before.toc & FRAME_COUNT_CLEARED);
  return Array.from({ length: Math.max(0, Math.floor(room / frameSamples)) }, (_, index) => ({
    packet,
    rtpTimestamp: (start + index * frameSamples) >>> 0,
  }));
}

/** The last two bits say how many frames follow: 0 is one (RFC 6716 §3.1). */
const FRAME_COUNT_CLEARED = 0xfc;
