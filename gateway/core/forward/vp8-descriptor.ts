/** The VP8 payload descriptor, RFC 7741 §4.2, as far as a forwarder must read and rewrite it. */
export interface Vp8Descriptor {
  /** Offset of the picture id in the packet, -1 when absent. */
  pictureIdAt: number;
  pictureIdBits: 7 | 15;
  pictureId: number;
  /** Offset of TL0PICIDX, -1 when absent. */
  tl0At: number;
  tl0: number;
  temporalId: number;
  /** First packet of a frame. */
  isFrameStart: boolean;
  isKeyFrameStart: boolean;
}

export function emptyVp8Descriptor(): Vp8Descriptor {
  return {
    pictureIdAt: -1,
    pictureIdBits: 15,
    pictureId: 0,
    tl0At: -1,
    tl0: 0,
    temporalId: 0,
    isFrameStart: false,
    isKeyFrameStart: false,
  };
}

/**
 * Reads the descriptor of the payload at `from` (up to `end`) into `out`, which the caller owns and reuses: this runs
 * for every packet.
 * @returns false when the payload is too short to be VP8; `out` is then meaningless.
 */
export function readVp8Descriptor(
  bytes: Uint8Array,
  range: { from: number; end: number },
  out: Vp8Descriptor,
): boolean {
  const { from, end } = range;
  if (from >= end) return false;
  const first = bytes[from]!;
  let at = from + 1;
  out.pictureIdAt = -1;
  out.tl0At = -1;
  out.temporalId = 0;
  out.isFrameStart = (first & 0x10) !== 0 && (first & 0x07) === 0;
  if (first & 0x80) {
    if (at >= end) return false;
    const flags = bytes[at++]!;
    if (flags & 0x80) {
      if (at >= end) return false;
      out.pictureIdAt = at;
      if (bytes[at]! & 0x80) {
        if (at + 1 >= end) return false;
        out.pictureIdBits = 15;
        out.pictureId = ((bytes[at]! & 0x7f) << 8) | bytes[at + 1]!;
        at += 2;
      } else {
        out.pictureIdBits = 7;
        out.pictureId = bytes[at]!;
        at += 1;
      }
    }
    if (flags & 0x40) {
      if (at >= end) return false;
      out.tl0At = at;
      out.tl0 = bytes[at++]!;
    }
    if (flags & 0x30) {
      if (at >= end) return false;
      out.temporalId = flags & 0x20 ? bytes[at]! >> 6 : 0;
      at += 1;
    }
  }
  if (at >= end) return false;
  // RFC 7741 §4.3: P=0 marks a key frame in the first octet of the frame.
  out.isKeyFrameStart = out.isFrameStart && (bytes[at]! & 0x01) === 0;
  return true;
}
