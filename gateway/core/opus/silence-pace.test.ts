import { OpusDecoder } from 'opus-decoder';
import { describe, expect, it } from 'vitest';
import { OPUS_SILENCE, OPUS_SILENCE_TICKS, SilencePace } from './silence-pace';

describe('[WE8] silence for those who play the source', () => {
  it('is what a decoder takes for 20 ms of nothing', async () => {
    const decoder = new OpusDecoder({ channels: 2, forceStereo: true });
    await decoder.ready;
    const { channelData, errors, samplesDecoded } = decoder.decodeFrame(OPUS_SILENCE);
    expect([errors, samplesDecoded]).toEqual([[], OPUS_SILENCE_TICKS]);
    expect(channelData.every((channel) => channel.every((sample) => Math.abs(sample) < 1e-6))).toBe(true);
    decoder.free();
  });

  it('is not due in a hiccup or in a pause of DTX', () => {
    const pace = new SilencePace();
    for (let ms = 0; ms < 1_500; ms += 50) expect(pace.due(ms, ms)).toBe(0);
  });

  it('comes as fast as time goes by, however uneven the questions are', () => {
    const pace = new SilencePace();
    let packets = 0;
    let nowMs = 1_500;
    for (let question = 0; nowMs < 61_500; question += 1) {
      packets += pace.due(nowMs, nowMs);
      nowMs += [50, 51, 9, 120, 20][question % 5]!;
      // Never behind, and less than a packet ahead.
      expect(Math.abs(packets - (nowMs - 1_500) / 20)).toBeLessThan(8);
    }
    expect(packets).toBeGreaterThanOrEqual(2_990);
    expect(packets).toBeLessThanOrEqual(3_010);
  });

  it('is not made up for after the machine stood still, and begins anew in the next pause', () => {
    const pace = new SilencePace();
    expect(pace.due(10_000, 2_000)).toBe(1);
    expect(pace.due(70_000, 62_000)).toBe(11);
    expect(pace.due(70_050, 0)).toBe(0);
    expect(pace.due(90_000, 1_500)).toBe(1);
  });
});
