import { describe, expect, it } from 'vitest';
import { isH264KeyFrameStart } from './key-frame';
import { emptyVp8Descriptor, readVp8Descriptor } from './vp8-descriptor';

const read = (bytes: number[]): ReturnType<typeof emptyVp8Descriptor> | null => {
  const out = emptyVp8Descriptor();
  return readVp8Descriptor(Uint8Array.from(bytes), { from: 0, end: bytes.length }, out) ? out : null;
};

describe('readVp8Descriptor', () => {
  it('reads picture id, TL0PICIDX and temporal id of RFC 7741 §4.2', () => {
    // X=1 S=1; I L T; 15-bit id 0x1234; tl0 7; TID 2; frame header with P=0 (key frame).
    expect(read([0x90, 0xe0, 0x92, 0x34, 0x07, 0x80, 0x10])).toMatchObject({
      pictureIdAt: 2,
      pictureIdBits: 15,
      pictureId: 0x1234,
      tl0At: 4,
      tl0: 7,
      temporalId: 2,
      isFrameStart: true,
      isKeyFrameStart: true,
    });
    expect(read([0x90, 0x80, 0x25, 0x11])).toMatchObject({
      pictureIdBits: 7,
      pictureId: 0x25,
      tl0At: -1,
      isKeyFrameStart: false,
    });
    expect(read([0x00, 0x00])).toMatchObject({
      isFrameStart: false,
      isKeyFrameStart: false,
      pictureIdAt: -1,
    });
    // A later partition (PID 1) with S=1 starts no frame.
    expect(read([0x11, 0x00])).toMatchObject({ isFrameStart: false });
  });

  it.each<[string, number[]]>([
    ['empty', []],
    ['only a descriptor', [0x10]],
    ['X without its byte', [0x80]],
    ['I without its byte', [0x80, 0x80]],
    ['15-bit id cut in half', [0x80, 0x80, 0x92]],
    ['L without its byte', [0x80, 0x40]],
    ['T without its byte', [0x80, 0x20]],
    ['descriptor ends the payload', [0x90, 0xe0, 0x92, 0x34, 0x07, 0x80]],
  ])('refuses %s', (_name, bytes) => expect(read(bytes)).toBeNull());
});

describe('isH264KeyFrameStart', () => {
  it.each<[string, number[], boolean]>([
    ['a single SPS', [0x67, 1, 2], true],
    ['STAP-A with SPS', [24, 0, 2, 0x67, 1, 0, 1, 0x68], true],
    ['STAP-A with SPS second', [24, 0, 1, 0x09, 0, 2, 0x67, 1], true],
    ['STAP-A whose length overruns', [24, 0xff, 0xff, 0x01], false],
    ['STAP-A cut in its length', [24, 0], false],
    ['FU-A start of an SPS', [28, 0x87, 1], true],
    ['FU-A middle of an SPS', [28, 0x07, 1], false],
    ['FU-A start of an IDR without SPS', [28, 0x85, 1], false],
    ['a P slice', [0x41, 1], false],
    ['nothing', [], false],
  ])('%s', (_name, bytes, expected) =>
    expect(isH264KeyFrameStart(Uint8Array.from(bytes), 0, bytes.length)).toBe(expected),
  );
});
