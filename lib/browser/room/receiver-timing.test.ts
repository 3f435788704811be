import { expect, it } from 'vitest';
import { outputMsBetween, readReceiverTiming, type ReceiverTiming } from './receiver-timing';

const NTP_EPOCH_MS = 2_208_988_800_000;
const report = (...entries: object[]): RTCStatsReport =>
  new Map(entries.map((entry, index) => [String(index), entry])) as unknown as RTCStatsReport;

it('reads when what is played was made, and what the loudspeaker adds', () => {
  const timing = readReceiverTiming(
    report(
      { type: 'candidate-pair', nominated: false, currentRoundTripTime: 3 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.042 },
      { type: 'media-playout', totalPlayoutDelay: 1_440, totalSamplesCount: 48_000 },
      {
        type: 'inbound-rtp',
        timestamp: 1_800_000_000_200,
        estimatedPlayoutTimestamp: 1_800_000_000_080 + NTP_EPOCH_MS,
        jitterBufferEmittedCount: 4_800,
      },
    ),
  );
  expect(timing).toEqual({
    playoutMs: 1_800_000_000_080,
    atMs: 1_800_000_000_200,
    emittedCount: 4_800,
    outputMsSum: 1_440_000,
    outputCount: 48_000,
    roundTripMs: 42,
  });
});

it('knows no time before the sender has reported twice, and nothing before the first packet', () => {
  expect(readReceiverTiming(report({ type: 'inbound-rtp', timestamp: 5 }))).toEqual({
    playoutMs: null,
    atMs: 5,
    emittedCount: 0,
    outputMsSum: 0,
    outputCount: 0,
    roundTripMs: null,
  });
  expect(readReceiverTiming(report({ type: 'transport' }))).toBeNull();
});

it('says what the loudspeaker adds since the last reading: headphones may be put on in a show', () => {
  const at = (outputMsSum: number, outputCount: number) => ({ outputMsSum, outputCount }) as ReceiverTiming;
  expect(outputMsBetween(null, at(3_000, 100))).toBe(30);
  expect(outputMsBetween(at(3_000, 100), at(23_000, 200))).toBe(200);
  expect(outputMsBetween(at(3_000, 100), at(3_000, 100))).toBe(0);
  expect(outputMsBetween(at(3_000, 100), at(10, 1))).toBe(0);
});
