/** H.264 as MP4 and FLV carry it: NAL units behind 4-byte lengths, parameter sets apart (ISO/IEC 14496-15 §5.3). */

/** Writes the AVCDecoderConfigurationRecord from the real SPS, never from what the SDP claimed. */
export function avcDecoderConfiguration(sps: Uint8Array, pps: Uint8Array): Buffer {
  const head = Buffer.from([1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1]);
  const profile = sps[1] ?? 0;
  // High profiles carry chroma format and bit depths; WebRTC is always 4:2:0 in 8 bits.
  const tail =
    profile === 100 || profile === 110 || profile === 122 || profile === 144
      ? Buffer.from([0xfd, 0xf8, 0xf8, 0])
      : Buffer.alloc(0);
  return Buffer.concat([head, u16(sps.length), sps, Buffer.from([1]), u16(pps.length), pps, tail]);
}

/** RFC 6381 §3.3: profile, constraint flags and level of an SPS, such as `avc1.42e01f`. */
export function avcCodecName(sps: Uint8Array): string {
  const hex = (byte: number | undefined): string => (byte ?? 0).toString(16).padStart(2, '0');
  return `avc1.${hex(sps[1])}${hex(sps[2])}${hex(sps[3])}`;
}

/** Joins NAL units into one access unit with 4-byte lengths, behind `room` bytes for a container's head. */
export function accessUnitOf(nals: readonly Uint8Array[], room = 0): Buffer {
  let total = room;
  for (const nal of nals) total += 4 + nal.length;
  const out = Buffer.allocUnsafe(total);
  let offset = room;
  for (const nal of nals) {
    offset = out.writeUInt32BE(nal.length, offset);
    out.set(nal, offset);
    offset += nal.length;
  }
  return out;
}

/** The way back: the NAL units of such an access unit, as views. */
export function nalsOf(accessUnit: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  for (let at = 0; at + 4 <= accessUnit.length;) {
    const length = accessUnit.readUInt32BE(at);
    nals.push(accessUnit.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return nals;
}

function u16(value: number): Buffer {
  return Buffer.from([(value >> 8) & 0xff, value & 0xff]);
}
