import { describe, expect, it } from 'vitest';
import { ntpFromUnixMs, ntpMiddle, unixMsFromNtp } from './ntp';
import { parseRtcp } from './parse';
import { TwccRecorder } from './twcc-recorder';
import {
  compound,
  writeBye,
  writeDelaySinceReference,
  writeFir,
  writeNack,
  writePli,
  writeReceiverReport,
  writeRemb,
  writeSdes,
  writeSenderReport,
} from './write';

const report = {
  ssrc: 0x11223344,
  fractionLost: 25,
  packetsLost: -3,
  highestSequence: 0x0001ffff,
  jitter: 90,
  lastSenderReport: 0xdeadbeef,
  delaySinceLastSenderReport: 65536,
};

describe('RTCP', () => {
  it.each([
    [
      'sender report',
      writeSenderReport({
        ssrc: 1,
        ntp: { seconds: 0xe0000000, fraction: 5 },
        rtpTimestamp: 6,
        packetCount: 7,
        octetCount: 8,
        reports: [report],
      }),
      {
        type: 'sender-report',
        ssrc: 1,
        ntp: { seconds: 0xe0000000, fraction: 5 },
        rtpTimestamp: 6,
        packetCount: 7,
        octetCount: 8,
        reports: [report],
      },
    ],
    [
      'receiver report',
      writeReceiverReport(9, [report, report]),
      { type: 'receiver-report', ssrc: 9, reports: [report, report] },
    ],
    ['sdes', writeSdes(3, 'stream-buddy'), { type: 'sdes', chunks: [{ ssrc: 3, cname: 'stream-buddy' }] }],
    ['bye', writeBye([1, 2]), { type: 'bye', ssrcs: [1, 2] }],
    [
      'nack over the wrap',
      writeNack(1, 2, [1, 65535, 20, 0]),
      { type: 'nack', senderSsrc: 1, mediaSsrc: 2, sequences: [65535, 0, 1, 20] },
    ],
    ['pli', writePli(1, 2), { type: 'pli', senderSsrc: 1, mediaSsrc: 2 }],
    ['fir', writeFir(1, 2, 3), { type: 'fir', senderSsrc: 1, requests: [{ ssrc: 2, sequence: 3 }] }],
    [
      'remb',
      writeRemb(1, 6_000_000, [5, 6]),
      { type: 'remb', senderSsrc: 1, bitrateBps: 6_000_000 - (6_000_000 % 32), ssrcs: [5, 6] },
    ],
  ])('reads back a %s', (_name, bytes, expected) => {
    expect(parseRtcp(bytes)).toEqual({ packets: [expected], error: null });
  });

  it('writes the bytes of RFC 4585 §6.2.1 for a NACK', () => {
    expect([...writeNack(1, 2, [100, 102])]).toEqual([
      0x81, 205, 0, 3, // version 2, format 1, RTPFB, 4 words
      0, 0, 0, 1, 0, 0, 0, 2, // sender, media
      0, 100, 0, 2, // 100, and bit 1: 102
    ]); // prettier-ignore
  });

  it('reads of an extended report of Chromium when it was sent', () => {
    const bytes = Buffer.from('80cf00040000000104000002eeb098d6a748e475', 'hex');
    const referenceTime = { seconds: 0xeeb098d6, fraction: 0xa748e475 };
    expect(parseRtcp(bytes).packets).toEqual([{ type: 'extended-report', ssrc: 1, referenceTime }]);
  });

  it.each([
    ['skips blocks that it does not know', '80cf0004000000010a000002eeb098d6a748e475', null],
    ['refuses a block that ends behind the packet', '80cf00040000000104000003eeb098d6a748e475', 'bad-body'],
    ['refuses a time of another length', '80cf00030000000104000001eeb098d6', 'bad-body'],
    ['refuses a block without a length', 'a0cf0002000000010400ff02', 'bad-body'],
  ])('in an extended report %s', (_what, hex, error) => {
    const parsed = parseRtcp(Buffer.from(hex, 'hex'));
    expect(parsed.error).toBe(error);
    if (error === null)
      expect(parsed.packets).toEqual([{ type: 'extended-report', ssrc: 1, referenceTime: null }]);
  });

  it('writes the bytes of RFC 3611 §4.5 for the delay since a reference time', () => {
    const bytes = writeDelaySinceReference(2, { ssrc: 1, referenceTime: 0x98d6a748, delay: 65_536 });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      // Header, our SSRC, block 5 of 3 words: whose time, its middle, a second ago.
      ['80cf0005', '00000002', '05000003', '00000001', '98d6a748', '00010000'].join(''),
    );
    expect(parseRtcp(bytes).packets).toEqual([{ type: 'extended-report', ssrc: 2, referenceTime: null }]);
  });

  it('reads every packet of a compound and keeps the good ones before a bad one', () => {
    const good = compound(writeReceiverReport(1, []), writePli(1, 2));
    expect(parseRtcp(good).packets.map((packet) => packet.type)).toEqual(['receiver-report', 'pli']);
    const cut = compound(good, Uint8Array.of(0x80, 200, 0, 9));
    expect(parseRtcp(cut)).toMatchObject({
      error: 'length-overrun',
      packets: [{ type: 'receiver-report' }, { type: 'pli' }],
    });
  });

  it.each([
    ['nothing', [], 'too-short'],
    ['three bytes', [0x80, 200, 0], 'too-short'],
    ['version 1', [0x40, 201, 0, 0], 'bad-version'],
    ['a length past the end', [0x80, 201, 0xff, 0xff], 'length-overrun'],
    ['a sender report without its body', [0x80, 200, 0, 0], 'bad-body'],
    ['31 report blocks promised, none there', [0x9f, 201, 0, 1, 0, 0, 0, 1], 'bad-body'],
    ['feedback without SSRCs', [0x81, 205, 0, 0], 'bad-body'],
    ['padding longer than the packet', [0xa0, 201, 0, 1, 0, 0, 0, 200], 'bad-body'],
    [
      'TWCC with 65535 statuses and no chunk',
      [0x8f, 205, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0xff, 0xff, 0, 0, 0, 0],
      'bad-body',
    ],
    [
      'TWCC with an empty run',
      [0x8f, 205, 0, 5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0, 5, 0, 0, 0, 0, 0x20, 0, 0, 0],
      'bad-body',
    ],
    ['an SDES item past the end', [0x81, 202, 0, 2, 0, 0, 0, 1, 1, 200, 65, 65], 'bad-body'],
    ['a BYE with too few SSRCs', [0x83, 203, 0, 1, 0, 0, 0, 1], 'bad-body'],
  ])('refuses %s', (_name, bytes, error) => {
    expect(parseRtcp(Uint8Array.from(bytes)).error).toBe(error);
  });

  it('survives any bytes', () => {
    let seed = 7;
    const next = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
    for (let round = 0; round < 5000; round++) {
      const bytes = Uint8Array.from({ length: next() % 80 }, () => next() & 0xff);
      if (bytes.length > 3) {
        bytes[0] = 0x80 | (bytes[0]! & 0x3f);
        bytes[1] = 200 + (next() % 8);
        bytes[2] = 0;
        bytes[3] = next() % 20;
      }
      parseRtcp(bytes);
    }
  });
});

describe('NTP time', () => {
  it('goes there and back within a microsecond', () => {
    const ntp = ntpFromUnixMs(1_700_000_000_123.25);
    expect(unixMsFromNtp(ntp)).toBeCloseTo(1_700_000_000_123.25, 3);
    expect(ntpMiddle({ seconds: 0x12345678, fraction: 0x9abcdef0 })).toBe(0x56789abc);
  });
});

describe('TwccRecorder', () => {
  it('tells arrivals, gaps and spacing so that they read back', () => {
    const recorder = new TwccRecorder();
    recorder.receive(65534, 1_000_000);
    recorder.receive(65535, 1_001_000);
    recorder.receive(1, 1_101_000);
    const [bytes, ...rest] = recorder.feedback(1, 2);
    expect(rest).toEqual([]);
    const { packets, error } = parseRtcp(bytes!);
    expect(error).toBeNull();
    expect(packets).toEqual([
      {
        type: 'twcc',
        senderSsrc: 1,
        mediaSsrc: 2,
        baseSequence: 65534,
        referenceTimeMs: 960,
        feedbackCount: 0,
        arrivals: [
          { sequence: 65534, deltaUs: 40_000 },
          { sequence: 65535, deltaUs: 1_000 },
          { sequence: 0, deltaUs: null },
          { sequence: 1, deltaUs: 100_000 },
        ],
      },
    ]);
  });

  it('goes on where it stopped, so that losses between two feedbacks are told', () => {
    const recorder = new TwccRecorder();
    recorder.receive(10, 0);
    recorder.feedback(1, 2);
    recorder.receive(13, 5_000);
    const { packets } = parseRtcp(recorder.feedback(1, 2)[0]!);
    expect(packets[0]).toMatchObject({
      baseSequence: 11,
      feedbackCount: 1,
      arrivals: [{ deltaUs: null }, { deltaUs: null }, { deltaUs: 5_000 }],
    });
  });

  it('splits what one packet cannot hold, and stays below an MTU', () => {
    const recorder = new TwccRecorder();
    for (let sequence = 0; sequence < 2000; sequence++) recorder.receive(sequence, sequence * 100_000);
    const packets = recorder.feedback(1, 2);
    expect(packets.every((bytes) => bytes.length <= 1200)).toBe(true);
    const told = packets.flatMap((bytes) => {
      const [packet] = parseRtcp(bytes).packets;
      return packet?.type === 'twcc' ? packet.arrivals.filter((arrival) => arrival.deltaUs !== null) : [];
    });
    expect(told.map((arrival) => arrival.sequence)).toEqual(
      Array.from({ length: 2000 }, (_, index) => index),
    );
  });

  it('says nothing when nothing came', () => expect(new TwccRecorder().feedback(1, 2)).toEqual([]));
});
