import { describe, expect, it } from 'vitest';
import { findExtension, parseRtp, writeRtp } from '../rtp/packet';
import { unwrapRtx } from '../rtp/rtx';
import {
  composePacket,
  composePadding,
  stampTime,
  stampTransport,
  type OutgoingHeader,
} from './compose-packet';
import { PacketRing } from './packet-ring';
import { SentHistory } from './sent-history';

const header: OutgoingHeader = {
  payloadType: 96,
  marker: true,
  sequence: 65_535,
  timestamp: 4_000_000_000,
  ssrc: 0xdeadbeef,
  transportCcId: 0,
  absSendTimeId: 3,
  colorSpaceId: 8,
  colorSpace: null,
  originalSequence: -1,
};
const source = { bytes: Uint8Array.from([9, 9, 1, 2, 3]), payloadOffset: 2, payloadEnd: 5 };

describe('composePacket', () => {
  it('writes what parseRtp reads', () => {
    const out = new Uint8Array(64);
    const length = composePacket(out, header, source);
    const bytes = out.subarray(0, length);
    const parsed = parseRtp(bytes);
    if (typeof parsed === 'string') throw new Error(parsed);
    expect(parsed).toMatchObject({
      payloadType: 96,
      marker: true,
      sequence: 65_535,
      timestamp: 4_000_000_000,
      ssrc: 0xdeadbeef,
      payloadLength: 3,
    });
    expect(findExtension(bytes, parsed, 3)).toEqual(Uint8Array.from([0, 0, 0]));
    stampTime(bytes, 1_500);
    expect(findExtension(bytes, parsed, 3)).toEqual(Uint8Array.from([0x06, 0, 0]));
    expect(bytes.subarray(parsed.payloadOffset)).toEqual(Uint8Array.from([1, 2, 3]));
  });

  it('passes the colour space of a picture on, with or without a send time', () => {
    const colorSpace = Uint8Array.from([1, 1, 1, 0x90]);
    for (const absSendTimeId of [0, 3]) {
      const out = new Uint8Array(64);
      const length = composePacket(out, { ...header, absSendTimeId, colorSpace }, source);
      const bytes = out.subarray(0, length);
      const parsed = parseRtp(bytes);
      if (typeof parsed === 'string') throw new Error(parsed);
      expect(findExtension(bytes, parsed, 8)).toEqual(colorSpace);
      expect(findExtension(bytes, parsed, 3) !== null).toBe(absSendTimeId !== 0);
      expect(bytes.subarray(parsed.payloadOffset)).toEqual(Uint8Array.from([1, 2, 3]));
    }
  });

  it('writes retransmissions that RFC 4588 receivers restore', () => {
    const out = new Uint8Array(64);
    const length = composePacket(
      out,
      { ...header, payloadType: 97, absSendTimeId: 0, originalSequence: 77 },
      source,
    );
    const bytes = out.slice(0, length);
    const parsed = parseRtp(bytes);
    if (typeof parsed === 'string') throw new Error(parsed);
    expect(unwrapRtx(bytes, parsed, { ssrc: 5, payloadType: 96 })).toEqual(
      writeRtp({
        marker: true,
        payloadType: 96,
        sequence: 77,
        timestamp: 4_000_000_000,
        ssrc: 5,
        payload: Uint8Array.from([1, 2, 3]),
      }),
    );
  });

  it('refuses to write past the buffer', () =>
    expect(composePacket(new Uint8Array(24), header, source)).toBe(0));

  it('leaves room for a transport-wide sequence number, and then for no send time', () => {
    const out = new Uint8Array(64);
    const length = composePacket(out, { ...header, transportCcId: 5 }, source);
    stampTransport(out, 0xfffe);
    const bytes = out.subarray(0, length);
    const parsed = parseRtp(bytes);
    if (typeof parsed === 'string') throw new Error(parsed);
    expect(findExtension(bytes, parsed, 5)).toEqual(Uint8Array.from([0xff, 0xfe]));
    expect(findExtension(bytes, parsed, 3)).toBeNull();
    expect(bytes.subarray(parsed.payloadOffset)).toEqual(Uint8Array.from([1, 2, 3]));
  });

  it('writes padding that carries nothing', () => {
    const out = new Uint8Array(512).fill(7);
    const length = composePadding(out, { ...header, transportCcId: 5 }, 255);
    const parsed = parseRtp(out.subarray(0, length));
    expect(parsed).toMatchObject({ payloadLength: 0, paddingLength: 255 });
    expect(composePadding(new Uint8Array(100), header, 255)).toBe(0);
  });

  it('counts the send time in 2^-18 s, modulo 64 s', () => {
    const out = new Uint8Array(64);
    composePacket(out, header, source);
    const timeAt = (nowMs: number): number => {
      stampTime(out, nowMs);
      return (out[17]! << 16) | (out[18]! << 8) | out[19]!;
    };
    expect(timeAt(1_000)).toBe(262_144);
    expect(timeAt(64_000)).toBe(0);
  });
});

describe('retransmission memory', () => {
  it('forgets a packet once another took its place', () => {
    const ring = new PacketRing(4);
    const packet = { bytes: new Uint8Array(1), sequence: 1, payloadOffset: 0, payloadEnd: 1 };
    ring.put(packet);
    expect(ring.get(1)).toBe(packet);
    ring.put({ ...packet, sequence: 5 });
    expect(ring.get(1)).toBeUndefined();
  });

  it('sends a packet again at most once per interval, and never what it does not know', () => {
    const history = new SentHistory(4);
    const record = { layer: 1, upSequence: 900, timestampOffset: 7, pictureIdOffset: 8, tl0Offset: 9 };
    history.put(2, record);
    expect(history.takeForResend(6, 0, 80)).toBeNull();
    expect(history.takeForResend(2, 0, 80)).toEqual(record);
    expect(history.takeForResend(2, 79, 80)).toBeNull();
    expect(history.takeForResend(2, 80, 80)).toEqual(record);
  });
});
