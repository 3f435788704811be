import { describe, expect, it } from 'vitest';
import { isH264KeyFrameStart } from '../forward/key-frame';
import { H264Depacketizer } from './depacketizer';
import { packetizeNals, packetizeParameterSets, PAYLOAD_BYTES_MAX } from './packetizer';

const SPS = Buffer.from('6742c0208c8d402802dd37010d01078442', 'hex');
const PPS = Buffer.from('68ce3c80', 'hex');
const slice = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from([0x65]), Buffer.alloc(bytes - 1, 0xa5).fill(0x3c, bytes >> 1)]);

describe('H.264 in RTP packets of ours', () => {
  it.each([
    ['one small slice', [10]],
    ['a slice that just fits', [PAYLOAD_BYTES_MAX]],
    ['a slice that just does not', [PAYLOAD_BYTES_MAX + 1]],
    ['several of all sizes', [40_000, 2, 5_000, PAYLOAD_BYTES_MAX * 2]],
  ])('[WE6] is read again as it was: %s', (_name, sizes) => {
    const nals = sizes.map(slice);
    const payloads = [...packetizeParameterSets(SPS, PPS), ...packetizeNals(nals)];
    expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThanOrEqual(PAYLOAD_BYTES_MAX);
    expect(isH264KeyFrameStart(payloads[0]!, 0, payloads[0]!.length)).toBe(true);
    const depacketizer = new H264Depacketizer();
    const frames = payloads.flatMap((payload, index) =>
      depacketizer.push({ timestamp: 9, marker: index === payloads.length - 1, payload }),
    );
    expect(frames).toEqual([{ timestamp: 9, isKeyframe: true, nals, sps: SPS, pps: PPS }]);
    expect(depacketizer.packetsMalformed).toBe(0);
  });

  it('has parameter sets of any length', () => {
    const long = Buffer.concat([SPS, Buffer.alloc(3_000, 1)]);
    const payloads = packetizeParameterSets(long, PPS);
    expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThanOrEqual(PAYLOAD_BYTES_MAX);
    const depacketizer = new H264Depacketizer();
    for (const payload of [...payloads, slice(9)])
      depacketizer.push({ timestamp: 1, marker: false, payload });
    expect(depacketizer.push({ timestamp: 1, marker: true, payload: slice(9) })[0]?.sps).toEqual(long);
  });
});
