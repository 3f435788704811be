import { describe, expect, it } from 'vitest';
import { SLATE_BYTES_MAX } from '@/lib/core/contract/slate';
import { readSlate } from './read-slate';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const SPS = '00000001 67 42 c0 20 8c 8d 40 28 02 dd 37 01 0d 01 07 84 42 35';
const PPS = '00000001 68 ce 3c 80';
const IDR = '00000001 65 b8 00 02 00 00 03 02 79 31 40 00 47 7e';
const SEI = '000001 06 05 01 00 80';
const DELIMITER = '00000001 09 10';

describe('an uploaded slate', () => {
  it('is taken apart into parameter sets and slices', () => {
    const read = readSlate(bytes(DELIMITER + SPS + PPS + SEI + IDR + IDR));
    expect(read).toMatchObject({ ok: true, slate: { width: 1280, height: 720 } });
    if (!read.ok) return;
    expect(read.slate.sps).toEqual(bytes(SPS).subarray(4));
    expect(read.slate.pps).toEqual(bytes(PPS).subarray(4));
    expect(read.slate.nals).toEqual([bytes(IDR).subarray(4), bytes(IDR).subarray(4)]);
  });

  it.each([
    ['nothing', '', 'no-start-code'],
    ['bytes before the first start code', `ff ${SPS}`, 'no-start-code'],
    ['no parameter sets', IDR, 'bad-sps'],
    ['two SPS', SPS + SPS + PPS + IDR, 'bad-sps'],
    ['no PPS', SPS + IDR, 'bad-pps'],
    ['two PPS', SPS + PPS + PPS + IDR, 'bad-pps'],
    ['an SPS of garbage', `00000001 67 42 c0 ${PPS} ${IDR}`, 'bad-sps'],
    ['a PPS of garbage', `${SPS} 00000001 68 ${IDR}`, 'bad-pps'],
    ['an extended profile', `${SPS.replace('67 42', '67 58')} ${PPS} ${IDR}`, 'bad-profile'],
    ['a level above the program', `${SPS.replace('c0 20', 'c0 33')} ${PPS} ${IDR}`, 'bad-profile'],
    ['no picture', SPS + PPS, 'bad-picture'],
    ['a delta picture', `${SPS} ${PPS} 00000001 61 e0 00 40 00 be 40 fe`, 'unexpected-nal'],
    ['an IDR of P slices', `${SPS} ${PPS} 00000001 65 e0 00 40 00 be 40 fe`, 'bad-picture'],
    ['a picture that is cut off', `${SPS} ${PPS} 00000001 65`, 'bad-picture'],
    ['a picture in a hundred slices', SPS + PPS + IDR.repeat(100), 'bad-picture'],
    ['a partition', `${SPS} ${PPS} ${IDR} 00000001 62 01`, 'unexpected-nal'],
  ])('is refused with %s', (_name, hex, reason) => {
    expect(readSlate(bytes(hex))).toEqual({ ok: false, reason });
  });

  it('is refused when it is too large', () => {
    expect(readSlate(Buffer.alloc(SLATE_BYTES_MAX + 1))).toEqual({ ok: false, reason: 'too-large' });
  });

  it('may be any bytes', () => {
    let seed = 11;
    const next = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
    const whole = bytes(SPS + PPS + IDR);
    for (let round = 0; round < 5_000; round += 1) {
      const mutated = Buffer.from(whole);
      for (let hit = 0; hit < 3; hit += 1) mutated[next() % mutated.length] = (next() >> 8) & 0xff;
      readSlate(mutated);
    }
  });
});
