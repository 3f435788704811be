import { describe, expect, it } from 'vitest';
import { parseRtp, writeRtp } from '../core/rtp/packet';
import { UpLayer } from './up-layer';

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
});
