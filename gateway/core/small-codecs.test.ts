import { describe, expect, it } from 'vitest';
import { aacConfigTag, aacFrameTag, avcConfigTag, avcFrameTag } from './flv/flv-tags';
import { parseRange } from '@/lib/core/http-range/parse-range';
import { opusPacketSamples } from './opus/opus-toc';
import { parseRtp, writeRtp } from './rtp/packet';
import { ProgramStream } from './rtp-relay/program-stream';

describe('FLV tags', () => {
  it.each([
    ['AVC configuration', avcConfigTag(Buffer.from([1])), '170000000001'],
    ['a key frame', avcFrameTag([Buffer.from([0x65])], true), '17010000000000000165'],
    [
      'a delta frame',
      avcFrameTag([Buffer.from([0x41]), Buffer.from([0x06])], false),
      '270100000000000001410000000106',
    ],
    ['AAC configuration', aacConfigTag(Buffer.from([0x11, 0x90])), 'af001190'],
    ['an AAC frame', aacFrameTag(Buffer.from([0xbb])), 'af01bb'],
  ])('are the bytes of annex E for %s', (_name, bytes, hex) => {
    expect(bytes.toString('hex')).toBe(hex);
  });
});

describe('Opus packets', () => {
  it.each([
    ['CELT 20 ms, one frame', [0xfc], 960],
    ['CELT 2.5 ms, two frames', [0xe1], 240],
    ['SILK 60 ms', [0x18], 2880],
    ['hybrid 10 ms', [0x60], 480],
    ['three frames of 20 ms', [0xff, 3], 2880],
    ['nothing', [], null],
    ['code 3 without frames', [0xff, 0], null],
    ['more than 120 ms', [0x1b, 3], null],
  ])('last as their first byte says: %s', (_name, bytes, samples) => {
    expect(opusPacketSamples(Uint8Array.from(bytes))).toBe(samples);
  });
});

describe('byte ranges', () => {
  it.each([
    [undefined, { status: 'whole' }],
    ['bytes=0-99', { status: 'partial', start: 0, end: 99 }],
    ['bytes=900-', { status: 'partial', start: 900, end: 999 }],
    ['bytes=-100', { status: 'partial', start: 900, end: 999 }],
    ['bytes=-5000', { status: 'partial', start: 0, end: 999 }],
    ['bytes=5-99999', { status: 'partial', start: 5, end: 999 }],
    ['bytes=1000-', { status: 'unsatisfiable' }],
    ['bytes=9-5', { status: 'unsatisfiable' }],
    ['bytes=-0', { status: 'unsatisfiable' }],
    ['bytes=0-1,5-6', { status: 'whole' }],
    ['lines=1-2', { status: 'whole' }],
    ['bytes=-', { status: 'whole' }],
  ])('%s of 1000 bytes', (header, expected) => {
    expect(parseRange(header, 1_000)).toEqual(expected);
  });
});

describe('the stream that viewers get', () => {
  const packet = (ssrc: number, sequence: number, timestamp: number, payload = 'x') => {
    const bytes = Buffer.from(
      writeRtp({ marker: true, payloadType: 108, sequence, timestamp, ssrc, payload: Buffer.from(payload) }),
    );
    const header = parseRtp(bytes);
    if (typeof header === 'string') throw new Error(header);
    return { bytes, header };
  };
  const read = (bytes: Buffer | null) => {
    const header = bytes === null ? 'too-short' : parseRtp(bytes);
    return typeof header === 'string' ? null : [header.ssrc, header.sequence, header.timestamp];
  };

  it('continues its numbers over a change of source and over padding that is left out', () => {
    const stream = new ProgramStream(77, 90_000);
    const push = (at: ReturnType<typeof packet>, nowMs: number) => read(stream.push(at, nowMs));
    const first = push(packet(1, 65_535, 1_000), 0);
    expect(push(packet(1, 0, 4_000), 33)).toEqual([
      77,
      ((first?.[1] ?? 0) + 1) & 0xffff,
      (first?.[2] ?? 0) + 3_000,
    ]);
    expect(push(packet(1, 1, 4_000, ''), 34)).toBeNull();
    expect(push(packet(1, 2, 7_000), 66)?.[1]).toBe(((first?.[1] ?? 0) + 2) & 0xffff);
    stream.useSource('next');
    expect(push(packet(1, 500, 999_999), 166)).toEqual([
      77,
      ((first?.[1] ?? 0) + 3) & 0xffff,
      (first?.[2] ?? 0) + 6_000 + 9_000,
    ]);
  });

  it('repeats what it sent lately and nothing else', () => {
    const stream = new ProgramStream(77, 90_000);
    for (let index = 0; index < 2_000; index += 1) {
      stream.push(packet(1, index, index, String(index)), index);
    }
    const last = stream.recall(2_000);
    expect(last?.subarray(12).toString()).toBe('1999');
    expect(stream.recall(100)).toBeUndefined();
    expect(stream.recall(60_000)).toBeUndefined();
    expect(stream.report(2_999)).toMatchObject({ ssrc: 77, packetCount: 2_000 });
  });

  it('numbers what nobody watches and keeps none of it', () => {
    const stream = new ProgramStream(77, 90_000);
    stream.push(packet(1, 10, 0, 'seen'), 0);
    stream.pass(packet(1, 11, 3_000, 'unseen').header, 33);
    expect(stream.recall(1)).toBeUndefined();
    expect(read(stream.push(packet(1, 12, 6_000, 'seen'), 66))?.[1]).toBe(3);
    expect(stream.recall(3)?.subarray(12).toString()).toBe('seen');
    expect(stream.recall(2)).toBeUndefined();
    expect(stream.report(66)).toMatchObject({ packetCount: 3 });
  });

  it('sends a packet that is too large to be kept', () => {
    const stream = new ProgramStream(77, 90_000);
    expect(stream.push(packet(1, 10, 0, 'x'.repeat(2_000)), 0)?.length).toBe(2_012);
    expect(stream.recall(1)).toBeUndefined();
  });
});
