import { describe, expect, it } from 'vitest';
import { PictureFiller } from './picture-filler';
import { parsePps } from './pps';
import { readSlice } from './slice-header';
import { parseSps } from './sps';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const hex = (nals: readonly Uint8Array[]): string[] => nals.map((nal) => Buffer.from(nal).toString('hex'));

/** Chromium's OpenH264: 1280x720, order type 0 with 16 bits, frame numbers of 15 bits, one reference. */
const CHROME = {
  sps: bytes('67 42 c0 20 8c 8d 40 28 02 dd 37 01 0d 01 07 84 42 35'),
  pps: bytes('68 ce 3c 80'),
  idr: bytes('65 b8 00 02 00 00 03 02 79 31 40 00 47 7e'),
  /** frame_num 1, order 2. */
  delta: bytes('61 e0 00 40 00 be 40 fe 03 16 08 60 92 28'),
};
/** x264 baseline: 640x360, order type 2, frame numbers of 4 bits, one reference. */
const X264 = {
  sps: bytes('67 42 c0 1e da 02 80 bf e5 c0 44 00 00 03 00 04 00 00 03 00 f2 3c 58 ba 80'),
  pps: bytes('68 ce 0f c8'),
  idr: bytes('65 88 84 0a f2 62 80 00 a7 bc'),
  /** frame_num 1. */
  delta: bytes('41 9a 20 12 80 00 11 22'),
};

function started(stream: typeof CHROME): PictureFiller {
  const filler = new PictureFiller();
  filler.use(stream.sps, stream.pps);
  filler.pass([stream.idr]);
  return filler;
}

const numbersOf = (stream: typeof CHROME, nal: Uint8Array | null | undefined) => {
  const sps = parseSps(stream.sps);
  const slice = nal == null || sps === null ? null : readSlice(nal, sps);
  return slice && { frameNum: slice.frameNum, order: slice.orderLsb, isReference: slice.isReference };
};

describe('fillers of a stream with picture order numbers (Chromium)', () => {
  it('[CT3] are no references, carry the next frame number, and count the order up', () => {
    const filler = started(CHROME);
    const expected = [2, 4, 6].map((order) => ({ frameNum: 1, order, isReference: false }));
    expect([filler.fill(), filler.fill(), filler.fill()].map((nal) => numbersOf(CHROME, nal))).toEqual(
      expected,
    );
  });

  it('[CT3] are a dozen bytes: a P slice with one run of 3600 skipped macroblocks', () => {
    // 01 | 1 1 1 frame_num=000000000000001 order=0000000000000010 1 1 0 | qp 1 | deblocking 010 | ue(3600) | stop
    expect(started(CHROME).fill()?.toString('hex')).toBe(fillerOfChrome());
  });

  it('[CT4] move the order of what the encoder sends later, and nothing else', () => {
    const filler = started(CHROME);
    expect(hex(filler.pass([CHROME.delta]))).toEqual([CHROME.delta.toString('hex')]);
    filler.fill();
    filler.fill();
    const [moved] = filler.pass([CHROME.delta]);
    expect(numbersOf(CHROME, moved)).toEqual({ frameNum: 1, order: 6, isReference: true });
    expect(Buffer.from(moved!).subarray(6)).toEqual(CHROME.delta.subarray(6));
    expect(moved!.length).toBe(CHROME.delta.length);
  });

  it('[CT4] leave it alone again from the next IDR on', () => {
    const filler = started(CHROME);
    filler.fill();
    expect(hex(filler.pass([CHROME.idr]))).toEqual([CHROME.idr.toString('hex')]);
    expect(hex(filler.pass([CHROME.delta]))).toEqual([CHROME.delta.toString('hex')]);
  });

  it('[CT3] end before the order comes too far from the last reference', () => {
    const filler = started(CHROME);
    let count = 0;
    while (filler.fill() !== null) count += 1;
    // (65536 / 2 - 2 for the encoder's next picture) / 2 for each.
    expect(count).toBe(16_381);
    expect(filler.canFill).toBe(false);
    filler.pass([CHROME.idr]);
    expect(filler.canFill).toBe(true);
  });
});

describe('fillers of a stream that orders pictures by their frame number (x264)', () => {
  it('[CT3] are references, since two others may not follow each other', () => {
    const filler = started(X264);
    const expected = [1, 2].map((frameNum) => ({ frameNum, order: null, isReference: true }));
    expect([filler.fill(), filler.fill()].map((nal) => numbersOf(X264, nal))).toEqual(expected);
  });

  it('[CT4] move the frame numbers of what follows, over their wrap', () => {
    const filler = started(X264);
    for (let count = 0; count < 20; count += 1) filler.fill();
    expect(numbersOf(X264, filler.pass([X264.delta])[0])).toMatchObject({ frameNum: (1 + 20) % 16 });
    expect(numbersOf(X264, filler.fill())).toMatchObject({ frameNum: (1 + 21) % 16 });
  });
});

describe('a stream that cannot be filled', () => {
  it.each([
    ['before its first IDR', CHROME.sps, CHROME.pps, CHROME.delta],
    ['with CABAC', CHROME.sps, bytes('68 ee 3c 80'), CHROME.idr],
    ['with garbage for a PPS', CHROME.sps, bytes('68'), CHROME.idr],
    ['with garbage for an SPS', bytes('67 42'), CHROME.pps, CHROME.idr],
    ['after a B picture', CHROME.sps, CHROME.pps, bytes('61 a0 00 40 00 be 40 fe')],
    ['after a slice that is cut off', CHROME.sps, CHROME.pps, bytes('65')],
  ])('[CT3] says so %s', (_name, sps, pps, nal) => {
    const filler = new PictureFiller();
    filler.use(sps, pps);
    filler.pass([nal]);
    expect(filler.fill()).toBeNull();
    expect(hex(filler.pass([CHROME.delta]))).toEqual([CHROME.delta.toString('hex')]);
  });

  it('survives any slice', () => {
    let seed = 7;
    const next = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
    const filler = started(CHROME);
    for (let round = 0; round < 3_000; round += 1) {
      const nal = Uint8Array.from({ length: next() % 40 }, () => (next() >> 8) & 0xff);
      if (nal.length > 0) nal[0] = round % 3 === 0 ? 0x65 : 0x61;
      expect(filler.pass([nal])).toHaveLength(1);
      filler.fill();
    }
  });
});

describe('picture parameter sets', () => {
  it('tell what a slice header depends on', () => {
    expect(parsePps(CHROME.pps)).toEqual({
      id: 0,
      isCabac: false,
      hasBottomFieldOrder: false,
      sliceGroups: 1,
      isWeighted: false,
      hasDeblockingControl: true,
      hasRedundantPictures: false,
    });
  });
});

/** The bits of the first filler after the IDR, written out. */
function fillerOfChrome(): string {
  const bits = [
    '1', // first_mb_in_slice 0
    '1', // slice_type P
    '1', // PPS 0
    '000000000000001', // frame_num
    '0000000000000010', // pic_order_cnt_lsb
    '1', // num_ref_idx_active_override_flag
    '1', // num_ref_idx_l0_active_minus1 0
    '0', // no list modification
    '1', // slice_qp_delta 0
    '010', // no deblocking
    '00000000000111000010001', // mb_skip_run 3600
    '1', // rbsp_stop_one_bit
  ].join('');
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  return `01${(padded.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2).toString(16).padStart(2, '0')).join('')}`;
}
