import { describe, expect, it } from 'vitest';
import { checkJpeg, type JpegFault } from './check-jpeg';
import { segment, tinyJpeg } from './testing/tiny-jpeg';

const bytes = (...parts: readonly (readonly number[])[]) => Uint8Array.from(parts.flat());
const SOI = [0xff, 0xd8];
const EOI = [0xff, 0xd9];
const frame = (marker = 0xc0) => segment(marker, [8, 0, 180, 1, 64, 1, 1, 0x11, 0]);
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56];

describe('checkJpeg', () => {
  it('reads the size of a picture as a canvas makes it', () => {
    expect(checkJpeg(tinyJpeg({ width: 320, height: 180 }))).toEqual({ ok: true, width: 320, height: 180 });
  });

  it('reads it from a view into a larger buffer', () => {
    const picture = tinyJpeg({ width: 16, height: 9 });
    const larger = new Uint8Array(picture.length + 20);
    larger.set(picture, 7);
    expect(checkJpeg(larger.subarray(7, 7 + picture.length))).toEqual({ ok: true, width: 16, height: 9 });
  });

  it('takes fill bytes before a marker', () => {
    expect(checkJpeg(bytes(SOI, [0xff, 0xff], frame(), scan, EOI))).toEqual({
      ok: true,
      width: 320,
      height: 180,
    });
  });

  const HOSTILE: Record<string, [bytes: Uint8Array, reason: JpegFault]> = {
    nothing: [bytes(), 'too-short'],
    'a PNG': [Uint8Array.from([0x89, 0x50, 0x4e, 0x47, ...new Array<number>(40).fill(0)]), 'not-jpeg'],
    'an SVG with a script': [
      new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'not-jpeg',
    ],
    'a picture cut off': [tinyJpeg({ width: 320, height: 180 }).slice(0, -1), 'not-jpeg'],
    'text after the picture': [bytes(SOI, frame(), scan, EOI, [0x3c, 0x68, 0x74, 0x6d, 0x6c]), 'not-jpeg'],
    'a second picture after the first': [
      bytes(SOI, frame(), scan, EOI, SOI, frame(), scan, EOI),
      'more-than-one-scan',
    ],
    'two frame headers, the second huge': [
      bytes(SOI, frame(), segment(0xc0, [8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0]), scan, EOI),
      'not-baseline',
    ],
    'a frame header inside the scan': [bytes(SOI, frame(), scan, frame(), scan, EOI), 'more-than-one-scan'],
    'lines defined after the scan (DNL)': [
      bytes(SOI, frame(), scan, segment(0xdc, [0xff, 0xff]), EOI),
      'more-than-one-scan',
    ],
    'no lines': [bytes(SOI, segment(0xc0, [8, 0, 0, 1, 64, 1, 1, 0x11, 0]), scan, EOI), 'bad-size'],
    'a progressive picture': [bytes(SOI, frame(0xc2), scan, EOI), 'not-baseline'],
    'arithmetic coding': [bytes(SOI, frame(0xc9), scan, EOI), 'not-baseline'],
    'a scan without a frame': [bytes(SOI, scan, new Array<number>(12).fill(0), EOI), 'no-frame'],
    'a frame without a scan': [
      bytes(SOI, frame(), segment(0xfe, new Array<number>(20).fill(65)), EOI),
      'no-frame',
    ],
    'a segment that reaches beyond the end': [
      bytes(SOI, [0xff, 0xe1, 0xff, 0xff], new Array<number>(30).fill(0), EOI),
      'bad-segment',
    ],
    'a segment of no length': [
      bytes(SOI, [0xff, 0xe1, 0, 0], new Array<number>(30).fill(0), EOI),
      'bad-segment',
    ],
    'a frame header that is too short': [
      bytes(SOI, segment(0xc0, [8, 0]), scan, new Array<number>(8).fill(0), EOI),
      'bad-segment',
    ],
    'noise between segments': [bytes(SOI, [0x12, 0x34], frame(), scan, EOI), 'bad-segment'],
    'a start inside': [bytes(SOI, SOI, frame(), scan, EOI), 'bad-segment'],
  };
  for (const [what, [input, reason]] of Object.entries(HOSTILE)) {
    it(`refuses ${what}: ${reason}`, () => {
      expect(checkJpeg(input)).toEqual({ ok: false, reason });
    });
  }
});
