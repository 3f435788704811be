import { isRtcp, readUint32, writeRtp, writeUint16, writeUint32 } from '@/gateway/core/rtp/packet';
import { hex } from './corpus-bytes';

/** Several packets in one input, each after its length in two bytes: what a connection brings depends on what came before. */
export function joined(...packets: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    packets.flatMap((packet) => [Buffer.from([packet.length >> 8, packet.length & 0xff]), packet]),
  );
}

/** The packets of an input, whatever its lengths say. Copies: a packet belongs to whoever receives it. */
export function packetsIn(bytes: Uint8Array): Buffer[] {
  const packets: Buffer[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const length = (bytes[at]! << 8) | bytes[at + 1]!;
    packets.push(Buffer.from(bytes.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  return packets;
}

/** The same later in its stream: inputs of a corpus begin with the same numbers, and what comes twice is thrown away. */
export function later(packet: Buffer, packets: number): Buffer {
  if (packet.length < 12 || isRtcp(packet)) return packet;
  writeUint16(packet, 2, (packet.readUInt16BE(2) + packets) & 0xffff);
  writeUint32(packet, 4, (readUint32(packet, 4) + packets * 3_000) >>> 0);
  return packet;
}

/** A stream's packets with these payloads: each is one picture or piece of sound, or several are, in a list. */
export function stream(
  of: { ssrc: number; payloadType: number; step: number; extensions?: { id: number; data: Uint8Array }[] },
  ...pieces: readonly (Uint8Array | readonly Uint8Array[])[]
): Uint8Array[] {
  const { ssrc, payloadType, step, extensions = [] } = of;
  let sequence = 65_529;
  return pieces.flatMap((piece, index) => {
    const payloads = piece instanceof Uint8Array ? [piece] : piece;
    return payloads.map((payload, at) => {
      sequence += 1;
      return writeRtp({
        ...{ ssrc, payloadType, extensions, payload, marker: at === payloads.length - 1 },
        ...{ sequence: sequence & 0xffff, timestamp: (4_294_900_000 + index * step) >>> 0 },
      });
    });
  });
}

/** Chromium's parameter sets and a key frame in one packet (RFC 6184 §5.7.1), and a delta. */
export const H264_KEY = hex(
  '78 0012 67 42c0208c8d402802dd37010d0107844235 0004 68ce3c80 000e 65b80002000003027931400047 7e',
);
export const H264_DELTA = hex('61e0004000be40fe031608609228');
/** A delta in two fragments (§5.8). */
export const H264_FRAGMENTS = [hex('7c 81 e0004000be40fe'), hex('7c 41 031608609228')];
export const OPUS = hex('fcfffe');
