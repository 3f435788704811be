/** Samples at 48 kHz in one Opus packet, from its table-of-contents byte (RFC 6716 §3.1). @returns null when it is malformed. */
export function opusPacketSamples(packet: Uint8Array): number | null {
  const toc = packet[0];
  if (toc === undefined) return null;
  const frames = frameCount(packet, toc & 3);
  if (frames === null) return null;
  const samples = frames * opusFrameSamples(toc);
  // RFC 6716 §3.2.5: a packet holds at most 120 ms.
  return samples > SAMPLES_MAX ? null : samples;
}

const SAMPLES_MAX = 5760;

function frameCount(packet: Uint8Array, code: number): number | null {
  if (code === 0) return 1;
  if (code !== 3) return 2;
  const count = (packet[1] ?? 0) & 0x3f;
  return count === 0 ? null : count;
}

/** Of one frame of a packet that begins with `toc`. SILK: 10, 20, 40, 60 ms. Hybrid: 10, 20 ms. CELT: 2.5, 5, 10, 20 ms. */
export function opusFrameSamples(toc: number): number {
  const config = toc >> 3;
  if (config < 12) return [480, 960, 1920, 2880][config & 3] ?? 960;
  if (config < 16) return (config & 1) === 0 ? 480 : 960;
  return [120, 240, 480, 960][config & 3] ?? 960;
}
