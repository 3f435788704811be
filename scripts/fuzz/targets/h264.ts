import { h264KeyFramePixels, isH264KeyFrameStart } from '@/gateway/core/forward/key-frame';
import { accessUnitOf, avcDecoderConfiguration, nalsOf } from '@/gateway/core/h264/avcc';
import { H264Depacketizer, type H264Frame } from '@/gateway/core/h264/depacketizer';
import { packetizeNals, PAYLOAD_BYTES_MAX } from '@/gateway/core/h264/packetizer';
import { hasBSlices } from '@/gateway/core/h264/slice-type';
import { parseSps } from '@/gateway/core/h264/sps';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex } from './corpus-bytes';

const START = hex('78 000f 6742c01f8c8d402802dd00f08846a0 0004 68ce3c80 0002 6588');

/**
 * Packets of H.264 (RFC 6184). An input is a run of packets: flags, a 16-bit length, the payload. The last
 * depacketizer stays open, as that of a publisher does that never ends a frame.
 */
export const h264 = () => {
  let held: H264Depacketizer | null = null;
  return target({
    name: 'h264',
    kind: BYTES,
    heldBytesMax: 2 * 1024 * 1024,
    sizeMax: 300_000,
    corpus: [
      packets([START, true], [hex('41 01'), true]),
      packets(
        [hex('78 0002 6742 0002 68ce'), false],
        [hex('7c85aa'), false],
        [hex('7c05bb'), false],
        [hex('7c45cc'), true],
      ),
      packets([hex('78 ffff 67'), true]),
      packets([hex('78 0000'), true]),
      packets(
        [hex('7c05aa'), true],
        [hex('7c85'), false],
        [hex('7d 0000 0001 65'), true],
        [hex('7f01'), true],
      ),
      packets(
        [hex('6588'), true],
        ...Array.from({ length: 20_000 }, () => [hex('7c 05 aa'), false] as const),
      ),
      packets(
        [hex('7c85aa'), false],
        ...Array.from({ length: 30_000 }, () => [hex('7c 05 aa'), false] as const),
      ),
      packets(
        [hex('7c87 42c01f8c8d402802dd00f08846a0'), false],
        [Buffer.concat([hex('7c07'), Buffer.alloc(65_000)]), false],
        [Buffer.concat([hex('7c47'), Buffer.alloc(20_000)]), false],
        [START.subarray(0, 1), false],
        [hex('68ce3c80'), false],
        [hex('6588'), true],
      ),
      packets([Buffer.concat([hex('78'), ...Array.from({ length: 400 }, () => hex('0001 41'))]), true]),
    ],
    run: (bytes) => {
      const depacketizer = new H264Depacketizer();
      held = depacketizer;
      let frames = 0;
      let timestamp = 1;
      for (let at = 0; at + 3 <= bytes.length;) {
        const flags = bytes[at]!;
        const length = (bytes[at + 1]! << 8) | bytes[at + 2]!;
        const payload = bytes.slice(at + 3, at + 3 + length);
        at += 3 + length;
        if (flags & 2) timestamp += 1;
        if (flags & 4) depacketizer.noteLoss();
        const pixels = h264KeyFramePixels(payload, 0, payload.length);
        promise(
          pixels === null || (pixels > 0 && isH264KeyFrameStart(payload, 0, payload.length)),
          'a size without a key frame',
        );
        for (const frame of depacketizer.push({ timestamp, marker: (flags & 1) !== 0, payload })) {
          frames += 1;
          check(frame);
        }
      }
      if (frames > 0) return 'frames';
      return depacketizer.packetsMalformed > 0
        ? 'malformed'
        : depacketizer.framesDropped > 0
          ? 'dropped'
          : 'open';
    },
    close: () => {
      held?.toString();
      held = null;
    },
  });
};

function check(frame: H264Frame): void {
  promise(frame.nals.length > 0 && frame.nals.length <= 256, 'a frame without pictures, or of too many');
  promise(
    frame.nals.every((nal) => nal.length > 0),
    'an empty unit in a frame',
  );
  const nals = nalsOf(accessUnitOf(frame.nals));
  promise(nals.length === frame.nals.length, 'an access unit comes apart otherwise than it was put together');
  promise(
    packetizeNals(nals).every(({ length }) => length > 0 && length <= PAYLOAD_BYTES_MAX),
    'a packet of ours is empty or too large',
  );
  hasBSlices(frame.nals);
  if (frame.sps === null || frame.pps === null || parseSps(frame.sps) === null) return;
  const record = avcDecoderConfiguration(frame.sps, frame.pps);
  promise(
    record.readUInt16BE(6) === frame.sps.length,
    'the AVC configuration lies about its sequence parameter set',
  );
}

function packets(...list: (readonly [Uint8Array, boolean])[]): Buffer {
  return Buffer.concat(
    list.flatMap(([payload, marker]) => [
      Buffer.from([marker ? 3 : 0, payload.length >> 8, payload.length & 0xff]),
      payload,
    ]),
  );
}
