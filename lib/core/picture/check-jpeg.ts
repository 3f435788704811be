/** Why bytes are not a picture that we pass on. */
export type JpegFault =
  'too-short' | 'not-jpeg' | 'bad-segment' | 'not-baseline' | 'no-frame' | 'bad-size' | 'more-than-one-scan';

export type JpegCheck = { ok: true; width: number; height: number } | { ok: false; reason: JpegFault };

/** ITU-T T.81, table B.1; the second byte of each marker. */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const SOF0 = 0xc0;
const DHT = 0xc4;
const JPG = 0xc8;
const DAC = 0xcc;
const RST0 = 0xd0;
const RST7 = 0xd7;
const TEM = 0x01;

/** SOI, a frame header of one component, a scan header of one, EOI: nothing shorter can be a picture. */
const BYTES_MIN = 2 + 2 + 11 + 2 + 8 + 2;

/**
 * Reads the size of a baseline JPEG with one scan, which is what every browser's canvas makes, and refuses everything
 * else: what is passed on to other people's decoders has exactly one frame header, and its size is the size they will
 * allocate. Never throws. Follows ITU-T T.81, annex B.
 */
export function checkJpeg(bytes: Uint8Array): JpegCheck {
  if (bytes.length < BYTES_MIN) return refuse('too-short');
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return refuse('not-jpeg');
  if (bytes.at(-2) !== 0xff || bytes.at(-1) !== EOI) return refuse('not-jpeg');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: { width: number; height: number } | null = null;
  let offset = 2;
  while (offset + 4 <= bytes.length) {
    if (view.getUint8(offset) !== 0xff) return refuse('bad-segment');
    const marker = view.getUint8(offset + 1);
    // B.1.1.2: any marker may be preceded by fill bytes of 0xFF.
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (isStandalone(marker)) return refuse('bad-segment');
    const length = view.getUint16(offset + 2);
    const end = offset + 2 + length;
    if (length < 2 || end > bytes.length) return refuse('bad-segment');
    if (marker === SOS) {
      if (!size) return refuse('no-frame');
      return endsAfterOneScan(bytes, end) ? { ok: true, ...size } : refuse('more-than-one-scan');
    }
    if (isFrameHeader(marker)) {
      if (marker !== SOF0 || size) return refuse('not-baseline');
      // B.2.2: length (2), precision (1), lines (2), samples per line (2), components (1), then three bytes for each.
      if (length < 11) return refuse('bad-segment');
      size = { height: view.getUint16(offset + 5), width: view.getUint16(offset + 7) };
      if (size.height === 0 || size.width === 0) return refuse('bad-size');
    }
    offset = end;
  }
  return refuse('no-frame');
}

const refuse = (reason: JpegFault): JpegCheck => ({ ok: false, reason });

const isStandalone = (marker: number): boolean =>
  marker === 0x00 || marker === TEM || (marker >= RST0 && marker <= RST7) || marker === SOI || marker === EOI;

/** C0 to CF but for the two that define tables and the reserved one. */
const isFrameHeader = (marker: number): boolean =>
  marker >= SOF0 && marker <= 0xcf && marker !== DHT && marker !== JPG && marker !== DAC;

/** In a scan 0xFF is followed by 0 (a byte of data), a restart marker, or the end of the picture and of the bytes. */
function endsAfterOneScan(bytes: Uint8Array, start: number): boolean {
  for (let index = start; index < bytes.length - 2; index++) {
    if (bytes[index] !== 0xff) continue;
    const next = bytes[index + 1] ?? 0;
    if (next !== 0x00 && (next < RST0 || next > RST7)) return false;
  }
  return start <= bytes.length - 2;
}
