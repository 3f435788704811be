import { describe, expect, it } from 'vitest';
import { accessUnitOf, avcDecoderConfiguration } from './avcc';
import { H264Depacketizer } from './depacketizer';
import { hasBSlices } from './slice-type';
import { parseSps } from './sps';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
/** 1280x720, constrained baseline, from OpenH264 in Chrome; 640x360 from x264 baseline; 1920x1080 High with cropping from x264. */
const SPS = {
  chrome720: bytes('67 42 c0 1f 8c 8d 40 28 02 dd 00 f0 88 46 a0'),
  x264high1080: bytes('67 64 00 28 ac d9 40 78 02 27 e5 c0 44 00 00 03 00 04 00 00 03 00 f0 3c 60 c6 58'),
};

describe('sequence parameter sets', () => {
  it('tell the real size and profile', () => {
    expect(parseSps(SPS.chrome720)).toMatchObject({
      profileIdc: 0x42,
      levelIdc: 0x1f,
      width: 1280,
      height: 720,
    });
    expect(parseSps(SPS.x264high1080)).toMatchObject({
      profileIdc: 100,
      levelIdc: 40,
      width: 1920,
      height: 1080,
    });
  });

  it.each([
    ['nothing', ''],
    ['another NAL unit', '68 ce 3c 80'],
    ['only a header', '67 42 c0 1f'],
    ['zeros without end', '67 42 c0 1f 00 00 00 00'],
    ['a size of millions', '67 42 c0 1f 80 00 00 40 00 00 20 00 00 10'],
  ])('are refused when they are %s', (_name, hex) => {
    expect(parseSps(bytes(hex))).toBeNull();
  });

  it('survive any bytes', () => {
    let seed = 5;
    const next = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
    for (let round = 0; round < 3000; round += 1) {
      const sps = Uint8Array.from({ length: 5 + (next() % 40) }, () => (next() >> 8) & 0xff);
      sps[0] = 0x67;
      parseSps(sps);
    }
  });

  it('go into an AVC configuration with their own profile', () => {
    const pps = bytes('68 ce 3c 80');
    expect(avcDecoderConfiguration(SPS.chrome720, pps).toString('hex')).toBe(
      `0142c01fffe1000f${SPS.chrome720.toString('hex')}01000468ce3c80`,
    );
    expect(accessUnitOf([bytes('65 01'), bytes('06')]).toString('hex')).toBe('00000002650100000001' + '06');
  });
});

describe('[WH12] B slices', () => {
  it.each([
    // first_mb_in_slice = 0 is "1", then slice_type: 0 = "1", 1 = "010", 2 = "011", 5 = "00110", 6 = "00111", 7 = "0001000".
    ['P', '41 e0', false],
    ['B', '01 a0', true],
    ['I', '41 b0', false],
    ['P, alone in its picture', '41 98', false],
    ['B, alone in its picture', '01 9c', true],
    ['I, alone in its picture', '41 88', false],
    ['an IDR picture', '65 88', false],
    ['SEI that looks like one', '06 a0', false],
    ['a B slice that is not the first of its picture', '01 2a 80', true],
    ['nothing', '', false],
    ['only a header', '01', false],
  ])('are seen in a slice of %s', (_name, hex, expected) => {
    expect(hasBSlices([bytes('06 05'), bytes(hex)])).toBe(expected);
  });
});

describe('whether pictures can come out of order', () => {
  it.each([
    ['baseline', '67 42 c0 0d da 05 06 7e 7c 04 40 00 00 03 00 40 00 00 0f 03 c5 0a a8', 0],
    ['x264 without B pictures', '67 64 00 0d ac b4 0a 0c fc f8 08 80 00 00 03 00 80 00 00 1e 07 8a 15 50', 0],
    ['x264 with two', '67 64 00 0d ac d9 41 41 9f 9f 01 10 00 00 03 00 10 00 00 03 03 c0 f1 42 99 60', 2],
    ['the same, cut in its VUI', '67 64 00 0d ac d9 41 41 9f 9f 01 10 00 00 03 00 10', null],
  ])('[WH12] is told by the parameter set of %s', (_name, hex, expected) => {
    expect(parseSps(bytes(hex))?.reorderedPicturesMax).toBe(expected);
  });
});

describe('H.264 over RTP', () => {
  const push = (into: H264Depacketizer, timestamp: number, hex: string, marker = true) =>
    into.push({ timestamp, marker, payload: bytes(hex) }).map((frame) => ({
      key: frame.isKeyframe,
      nals: frame.nals.map((nal) => Buffer.from(nal).toString('hex')),
      sps: frame.sps !== null,
    }));

  const started = (): H264Depacketizer => {
    const depacketizer = new H264Depacketizer();
    push(depacketizer, 1, '65 88');
    return depacketizer;
  };

  it('takes STAP-A parameter sets, a fragmented IDR, and single NAL units', () => {
    const depacketizer = new H264Depacketizer();
    expect(push(depacketizer, 1, '78 0002 6742 0002 68ce', false)).toEqual([]);
    expect(push(depacketizer, 1, '7c 85 aa', false)).toEqual([]);
    expect(push(depacketizer, 1, '7c 05 bb', false)).toEqual([]);
    expect(push(depacketizer, 1, '7c 45 cc')).toEqual([{ key: true, nals: ['65aabbcc'], sps: true }]);
    expect(push(depacketizer, 2, '41 01')).toEqual([{ key: false, nals: ['4101'], sps: false }]);
  });

  it('ends a frame at a new timestamp when the marker went missing', () => {
    const depacketizer = started();
    push(depacketizer, 2, '41 01', false);
    expect(push(depacketizer, 3, '41 02')).toEqual([
      { key: false, nals: ['4101'], sps: false },
      { key: false, nals: ['4102'], sps: false },
    ]);
  });

  it('skips padding, and waits for a key frame at first and after a loss', () => {
    const depacketizer = new H264Depacketizer();
    expect(push(depacketizer, 1, '41 01')).toEqual([]);
    expect(push(depacketizer, 2, '65 01')).toHaveLength(1);
    expect(push(depacketizer, 3, '', false)).toEqual([]);
    expect(push(depacketizer, 4, '41 02')).toHaveLength(1);
    depacketizer.noteLoss();
    expect(push(depacketizer, 5, '41 03')).toEqual([]);
    expect(depacketizer.waitsForKeyframe).toBe(true);
    expect(push(depacketizer, 6, '65 02')).toHaveLength(1);
  });

  it.each([
    ['an aggregate whose length lies', '78 ffff 67'],
    ['an aggregate with an empty unit', '78 0000'],
    ['a fragment without its start', '7c 05 aa'],
    ['a fragment of nothing', '7c 85'],
    ['a type of mode 2', '7d 0000 0001 65'],
    ['a type that is reserved', '7f 01'],
    ['a fragment that never ends', '7c 85 aa'],
  ])('drops a frame with %s and asks for a key frame', (_name, hex) => {
    const depacketizer = started();
    expect(push(depacketizer, 2, hex)).toEqual([]);
    expect(push(depacketizer, 3, '41 01')).toEqual([]);
    expect(depacketizer.waitsForKeyframe).toBe(true);
    expect(push(depacketizer, 4, '65 01')).toHaveLength(1);
  });

  it('bounds the fragments of a frame, and keeps nothing of a broken one', () => {
    const depacketizer = started();
    push(depacketizer, 2, '7c 85 aa', false);
    for (let index = 0; index < 5_000; index += 1) push(depacketizer, 2, '7c 05 aa', false);
    expect(depacketizer.packetsMalformed).toBe(1);
    expect(push(depacketizer, 2, '7c 45 cc')).toEqual([]);
    expect(push(depacketizer, 3, '65 01')).toHaveLength(1);
  });

  it('refuses a parameter set longer than the AVC configuration can say', () => {
    const depacketizer = started();
    push(depacketizer, 2, '7c 87 42', false);
    depacketizer.push({
      timestamp: 2,
      marker: false,
      payload: Buffer.concat([bytes('7c 07'), Buffer.alloc(66_000)]),
    });
    push(depacketizer, 2, '7c 47 aa', false);
    expect(push(depacketizer, 2, '65 01')).toEqual([]);
    expect(depacketizer.packetsMalformed).toBe(1);
  });

  it('bounds a frame that has no end', () => {
    const depacketizer = started();
    const payload = Buffer.concat([bytes('7c 05'), Buffer.alloc(60_000)]);
    push(depacketizer, 2, '7c 85 aa', false);
    for (let index = 0; index < 100; index += 1) depacketizer.push({ timestamp: 2, marker: false, payload });
    expect(push(depacketizer, 2, '7c 45 cc')).toEqual([]);
    expect(depacketizer.packetsMalformed).toBeGreaterThan(0);
  });
});
