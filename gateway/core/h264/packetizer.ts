/**
 * H.264 NAL units to RTP payloads (RFC 6184): parameter sets together in one STAP-A, small units alone, large ones in
 * FU-A fragments. The counterpart of `H264Depacketizer`.
 */

const STAP_A = 24;
const FU_A = 28;
/** With RTP header, SRTP tag and UDP below every MTU that a browser or we assume (1200 bytes of RTP). */
export const PAYLOAD_BYTES_MAX = 1_180;

/** @param nals - units with their header byte, none empty. @returns payloads of PAYLOAD_BYTES_MAX bytes at most, in order. */
export function packetizeNals(nals: readonly Uint8Array[]): Buffer[] {
  return nals.flatMap((nal) => (nal.length <= PAYLOAD_BYTES_MAX ? [Buffer.from(nal)] : fragment(nal)));
}

/**
 * Both sets in one packet (§5.7.1), so that whoever looks for the start of a key frame finds one.
 * Parameter sets are some dozen bytes; ones that do not fit into a packet go out one by one.
 */
export function packetizeParameterSets(sps: Uint8Array, pps: Uint8Array): Buffer[] {
  if (sps.length + pps.length + 5 > PAYLOAD_BYTES_MAX) return packetizeNals([sps, pps]);
  const importance = Math.max((sps[0] ?? 0) & 0x60, (pps[0] ?? 0) & 0x60);
  const parts = [sps, pps].flatMap((nal) => [Buffer.from([nal.length >> 8, nal.length & 0xff]), nal]);
  return [Buffer.concat([Buffer.from([importance | STAP_A]), ...parts])];
}

/** §5.8: the unit's header byte becomes indicator and header of every fragment. */
function fragment(nal: Uint8Array): Buffer[] {
  const header = nal[0] ?? 0;
  const room = PAYLOAD_BYTES_MAX - 2;
  const payloads: Buffer[] = [];
  for (let at = 1; at < nal.length; at += room) {
    const start = at === 1 ? 0x80 : 0;
    const end = at + room >= nal.length ? 0x40 : 0;
    payloads.push(
      Buffer.concat([
        Buffer.from([(header & 0xe0) | FU_A, start | end | (header & 0x1f)]),
        nal.subarray(at, at + room),
      ]),
    );
  }
  return payloads;
}
