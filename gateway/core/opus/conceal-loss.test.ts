import { OpusDecoder } from 'opus-decoder';
import { describe, expect, it } from 'vitest';
import { concealLoss } from './conceal-loss';

/** CELT, full band, 20 ms, stereo, one frame. */
const TOC = 0xfc;
const before = { toc: TOC, rtpTimestamp: 1_000, samples: 960 };
const timesOf = (standIns: ReturnType<typeof concealLoss>): number[] =>
  standIns.map(({ rtpTimestamp }) => rtpTimestamp);

describe('[WH14] lost Opus packets', () => {
  it.each([
    { name: 'one is stood in for', packetsLost: 1, next: 2_920, expected: [1_960] },
    { name: 'three are', packetsLost: 3, next: 4_840, expected: [1_960, 2_920, 3_880] },
    {
      name: 'more than 100 ms fade to silence',
      packetsLost: 50,
      next: 49_960,
      expected: [1_960, 2_920, 3_880, 4_840, 5_800],
    },
    { name: 'a pause of DTX behind the loss stays a pause', packetsLost: 1, next: 30_000, expected: [1_960] },
    { name: 'no time between, nothing to say', packetsLost: 1, next: 1_960, expected: [] },
    { name: 'a sender that started over is not bridged', packetsLost: 1, next: 500, expected: [] },
    {
      name: 'times wrap',
      hole: { ...before, rtpTimestamp: 2 ** 32 - 960 },
      packetsLost: 1,
      next: 960,
      expected: [0],
    },
    {
      name: 'two frames in a packet are two stand-ins',
      hole: { toc: 0xfd, rtpTimestamp: 0, samples: 1_920 },
      packetsLost: 1,
      next: 3_840,
      expected: [1_920, 2_880],
    },
  ])('$name', ({ hole = before, packetsLost, next, expected }) => {
    const standIns = concealLoss(hole, packetsLost, next);
    expect(timesOf(standIns)).toEqual(expected);
    for (const { packet } of standIns) expect([...packet]).toEqual([TOC]);
  });

  it('make the real decoder carry on at the length of the packet lost', async () => {
    const decoder = new OpusDecoder({ channels: 2, forceStereo: true });
    await decoder.ready;
    const [standIn] = concealLoss(before, 1, 2_920);
    const decoded = decoder.decodeFrame(standIn?.packet ?? new Uint8Array());
    expect([decoded.samplesDecoded, decoded.errors]).toEqual([960, []]);
    decoder.free();
  });
});
