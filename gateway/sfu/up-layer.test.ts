import { TrackInfo, TrackType } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { parseRtp, writeRtp } from '../core/rtp/packet';
import { UpLayer } from './up-layer';
import { UpTrack } from './up-track';

const PAYLOAD_BYTES = 988;
const HEADER_BYTES = 12;

/** A layer that is sent 400 kbps: 50 packets of 1000 bytes a second, for three seconds. `each` may send more. */
function layerAfter(
  each: (send: (sequence: number, payloadBytes: number, isAgain: boolean) => void, sequence: number) => void,
): {
  layer: UpLayer;
  nowMs: number;
} {
  const layer = new UpLayer({ index: 0, rid: 'h', ssrc: 1, kind: 'video', clockRateHz: 90_000 }, 0);
  let nowMs = 0;
  const send = (sequence: number, payloadBytes: number, isRetransmission: boolean): void => {
    const fields = { payloadType: 96, marker: true, timestamp: nowMs * 90, ssrc: 1 };
    const packet = writeRtp({ ...fields, sequence, payload: Buffer.alloc(payloadBytes) });
    const header = parseRtp(packet);
    if (typeof header === 'string') throw new Error(header);
    layer.receive(packet, header, { nowMs, isRetransmission });
  };
  let sequence = 0;
  for (; nowMs < 3_000; nowMs += 20) {
    send(sequence, PAYLOAD_BYTES, false);
    each(send, sequence);
    sequence += 1;
  }
  return { layer, nowMs };
}

describe('the rate of a layer', () => {
  it('[SG28] is of what subscribers are sent, whatever its publisher probes its uplink with', () => {
    const expectedKbps = ((PAYLOAD_BYTES + HEADER_BYTES) * 8 * 50) / 1_000;
    const plain = layerAfter(() => undefined);
    expect(plain.layer.meter.kbps(plain.nowMs - 20)).toBeCloseTo(expectedKbps, -1.5);
    const probing = layerAfter((send, sequence) => {
      send(sequence, PAYLOAD_BYTES, true);
      send(sequence, 0, true);
    });
    expect(probing.layer.meter.kbps(probing.nowMs - 20)).toBeCloseTo(expectedKbps, -1.5);
    expect(probing.layer.steadyKbps(probing.nowMs - 20)).toBeCloseTo(expectedKbps, -1.5);
  });

  it('[SG28] is what it was declared to be while it has just begun again, for little of it was seen', () => {
    const info = { sid: 'TR_camera', type: TrackType.VIDEO, width: 1_280, height: 720 };
    const layers = [150, 450, 1_700].map((kbps, quality) => ({ quality, bitrate: kbps * 1_000 }));
    const rids = ['q', 'h', 'f'];
    const options = { mid: '0', rids, codec: 'vp8' as const, clock: { offsetMs: 0 } };
    const up = new UpTrack({ ...options, info: new TrackInfo({ ...info, layers }) });
    const layer = up.addLayer(1, 'f', 0)!;
    const receive = (sequence: number, nowMs: number): void => {
      const packet = writeRtp({
        payloadType: 96,
        marker: true,
        sequence,
        timestamp: nowMs * 90,
        ssrc: 1,
        payload: Buffer.alloc(PAYLOAD_BYTES),
      });
      const header = parseRtp(packet);
      if (typeof header === 'string') throw new Error(header);
      layer.receive(packet, header, { nowMs, isRetransmission: false });
    };
    for (let nowMs = 0; nowMs < 3_000; nowMs += 20) receive(nowMs / 20, nowMs);
    expect(up.layerKbps(2, 2_980)).toBeLessThan(500);
    for (let nowMs = 10_000; nowMs < 10_200; nowMs += 20) receive(150 + (nowMs - 10_000) / 20, nowMs);
    expect(up.layerKbps(2, 10_200)).toBe(1_700);
    for (let nowMs = 10_200; nowMs < 12_000; nowMs += 20) receive(160 + (nowMs - 10_200) / 20, nowMs);
    expect(up.layerKbps(2, 12_000)).toBeLessThan(500);
  });
});
