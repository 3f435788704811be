import { expect, it } from 'vitest';
import { encodeMsBetween, kbpsBetween, type PublishStats } from './publish-stats';
import { playoutLatencyMs } from './whep-player';

const at = (atMs: number, videoBytes: number): PublishStats => ({
  atMs,
  videoBytes,
  framesEncoded: videoBytes / 1_000,
  width: 1280,
  height: 720,
  codec: 'H264',
  encodeMsSum: videoBytes / 100,
  roundTripMs: null,
});

it('measures the bitrate between two readings', () => {
  expect(kbpsBetween(at(0, 0), at(1_000, 500_000))).toBe(4_000);
});

it.each([
  ['there is only one reading', null, at(1_000, 1)],
  ['the counter restarted with a new connection', at(0, 9_000), at(1_000, 10)],
  ['the readings are too close to mean anything', at(0, 0), at(50, 10_000)],
])('says 0 when %s', (_name, before, after) => {
  expect(kbpsBetween(before, after)).toBe(0);
});

it('says what encoding a picture took since the last reading, and nothing while none was encoded', () => {
  expect(encodeMsBetween(at(0, 10_000), at(1_000, 40_000))).toBe(10);
  expect(encodeMsBetween(null, at(1_000, 40_000))).toBe(10);
  expect(encodeMsBetween(at(0, 10_000), at(1_000, 10_000))).toBeNull();
  expect(encodeMsBetween(at(0, 10_000), at(1_000, 2_000))).toBeNull();
  expect(encodeMsBetween(at(0, 0), null)).toBeNull();
});

it('reads the latency from NTP playout time, and stays silent when the clocks cannot agree', () => {
  const nowMs = 1_800_000_000_000;
  const ntpMs = nowMs + 2_208_988_800_000;
  expect(playoutLatencyMs(ntpMs - 420, nowMs)).toBe(420);
  expect(playoutLatencyMs(ntpMs + 5_000, nowMs)).toBeNull();
  expect(playoutLatencyMs(ntpMs - 60_000, nowMs)).toBeNull();
  expect(playoutLatencyMs(null, nowMs)).toBeNull();
});
