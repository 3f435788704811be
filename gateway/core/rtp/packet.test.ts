import { describe, expect, it } from 'vitest';
import { findExtension, isRtcp, parseRtp, writeRtp } from './packet';
import { unwrapRtx, wrapRtx } from './rtx';
import { sequenceDelta, timestampDelta, Unwrapper } from './serial';

const header = { marker: true, payloadType: 108, sequence: 0xfffe, timestamp: 0x01020304, ssrc: 0xa1b2c3d4 };

describe('RTP packets', () => {
  it('writes the bytes of RFC 3550 §5.1', () => {
    const bytes = writeRtp({ ...header, payload: Uint8Array.of(9, 8, 7) });
    expect([...bytes]).toEqual([
      0x80, // version 2, no padding, no extension, no CSRC
      0xec, // marker, payload type 108
      0xff, 0xfe, // sequence
      1, 2, 3, 4, // timestamp
      0xa1, 0xb2, 0xc3, 0xd4, // SSRC
      9, 8, 7,
    ]); // prettier-ignore
  });

  it('reads back what it writes, with one-byte extensions', () => {
    const bytes = writeRtp({
      ...header,
      extensions: [
        { id: 3, data: Uint8Array.of(0x12, 0x34) },
        { id: 4, data: new TextEncoder().encode('mid0') },
      ],
      payload: Uint8Array.of(1),
    });
    const parsed = parseRtp(bytes);
    if (typeof parsed === 'string') throw new Error(parsed);
    expect(parsed).toMatchObject({ ...header, payloadLength: 1, extensionProfile: 0xbede });
    expect([...findExtension(bytes, parsed, 3)!]).toEqual([0x12, 0x34]);
    expect(new TextDecoder().decode(findExtension(bytes, parsed, 4)!)).toBe('mid0');
    expect(findExtension(bytes, parsed, 5)).toBeNull();
  });

  it.each([
    ['nothing', [], 'too-short'],
    ['eleven bytes', new Array<number>(11).fill(0x80), 'too-short'],
    ['version 1', [0x40, ...new Array<number>(11).fill(0)], 'bad-version'],
    ['15 CSRCs promised, none there', [0x8f, ...new Array<number>(11).fill(0)], 'csrc-overrun'],
    ['extension flag without its block', [0x90, ...new Array<number>(11).fill(0)], 'extension-overrun'],
    [
      'extension longer than the packet',
      [0x90, ...new Array<number>(11).fill(0), 0xbe, 0xde, 0xff, 0xff],
      'extension-overrun',
    ],
    ['padding of zero bytes', [0xa0, ...new Array<number>(11).fill(0)], 'padding-overrun'],
    ['padding longer than the payload', [0xa0, ...new Array<number>(11).fill(0), 200], 'padding-overrun'],
  ])('refuses %s', (_name, bytes, reason) => {
    expect(parseRtp(Uint8Array.from(bytes))).toBe(reason);
  });

  it('survives any bytes, and any extension id asked of them', () => {
    let seed = 42;
    const next = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
    for (let round = 0; round < 5000; round++) {
      const bytes = Uint8Array.from({ length: next() % 60 }, () => next() & 0xff);
      if (bytes.length > 0) bytes[0] = 0x80 | (bytes[0]! & 0x3f);
      const parsed = parseRtp(bytes);
      if (typeof parsed === 'string') continue;
      expect(parsed.payloadOffset + parsed.payloadLength).toBeLessThanOrEqual(bytes.length);
      expect(parsed.payloadLength).toBeGreaterThanOrEqual(0);
      for (let id = 0; id < 16; id++) findExtension(bytes, parsed, id);
    }
  });

  it('tells RTCP from RTP by RFC 5761', () => {
    expect(isRtcp(Uint8Array.of(0x80, 200))).toBe(true);
    expect(isRtcp(Uint8Array.of(0x80, 0xec))).toBe(false);
    expect(isRtcp(Uint8Array.of(0x80))).toBe(false);
  });
});

describe('retransmission, RFC 4588', () => {
  it('restores the packet it wrapped', () => {
    const original = writeRtp({
      ...header,
      extensions: [{ id: 1, data: Uint8Array.of(5) }],
      payload: Uint8Array.of(1, 2, 3),
    });
    const parsed = parseRtp(original);
    if (typeof parsed === 'string') throw new Error(parsed);
    const wrapped = wrapRtx(original, parsed, { ssrc: 77, payloadType: 109, sequence: 5 });
    const wrappedHeader = parseRtp(wrapped);
    if (typeof wrappedHeader === 'string') throw new Error(wrappedHeader);
    expect(wrappedHeader).toMatchObject({ ssrc: 77, payloadType: 109, sequence: 5, marker: true });
    expect(unwrapRtx(wrapped, wrappedHeader, { ssrc: header.ssrc, payloadType: 108 })).toEqual(original);
  });

  it('finds nothing in probing padding', () => {
    const bytes = writeRtp({ ...header, payload: Uint8Array.of(1) });
    const parsed = parseRtp(bytes);
    if (typeof parsed === 'string') throw new Error(parsed);
    expect(unwrapRtx(bytes, parsed, { ssrc: 1, payloadType: 1 })).toBeNull();
  });
});

describe('serial arithmetic', () => {
  it.each([
    [0, 65535, 1],
    [65535, 0, -1],
    [10, 5, 5],
    [32768, 0, -32768],
  ])('sequence %i after %i is %i', (a, b, delta) => expect(sequenceDelta(a, b)).toBe(delta));

  it('wraps timestamps at 32 bits', () => expect(timestampDelta(5, 0xffffffff)).toBe(6));

  it('unwraps over several rounds and keeps late ones below', () => {
    const unwrapper = new Unwrapper(16);
    expect([65534, 65535, 0, 65533, 1].map((value) => unwrapper.unwrap(value))).toEqual([
      65534, 65535, 65536, 65533, 65537,
    ]);
    for (let value = 2; value < 65536; value++) unwrapper.unwrap(value);
    expect(unwrapper.unwrap(0)).toBe(131072);
  });
});
