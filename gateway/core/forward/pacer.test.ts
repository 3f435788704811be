import { describe, expect, it } from 'vitest';
import { Pacer } from './pacer';

const packet = (kind: number, bytes = 1_000): Uint8Array => new Uint8Array(bytes).fill(kind);
const [SOUND, PICTURE, REPAIR] = [1, 2, 3];

function pacing(kbps: number): { pacer: Pacer; out: { kind: number; atMs: number }[] } {
  const out: { kind: number; atMs: number }[] = [];
  const pacer = new Pacer((bytes, atMs) => {
    out.push({ kind: bytes[0]!, atMs });
    return true;
  });
  pacer.setRate(kbps);
  return { pacer, out };
}

describe('Pacer', () => {
  it('[PA1] lets sound pass a key frame that waits, and repairs pass pictures', () => {
    const { pacer, out } = pacing(400);
    for (let index = 0; index < 12; index++) pacer.sendPicture(packet(PICTURE), 0);
    pacer.sendRepair(packet(REPAIR), 0);
    pacer.sendSound(packet(SOUND, 100), 0);
    expect(out.map(({ kind }) => kind)).toEqual([...new Array<number>(5).fill(PICTURE), SOUND]);
    for (let nowMs = 5; pacer.drain(nowMs); nowMs += 5);
    expect(out[6]?.kind).toBe(REPAIR);
    expect(out.filter(({ kind }) => kind === PICTURE)).toHaveLength(12);
    expect(out.at(-1)!.atMs).toBeGreaterThan(100);
  });

  it('[PA2] keeps pictures in their order and copies what waits', () => {
    const out: number[] = [];
    const pacer = new Pacer((bytes) => {
      out.push(bytes[1]!);
      return true;
    });
    const scratch = Buffer.alloc(1_000);
    for (let index = 0; index < 20; index++) {
      scratch[1] = index;
      pacer.sendPicture(scratch.subarray(0, 1_000), 0);
    }
    for (let nowMs = 5; pacer.drain(nowMs); nowMs += 5);
    expect(out).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('[PA3] empties its queue soon, however low the rate', () => {
    const { pacer, out } = pacing(50);
    for (let index = 0; index < 200; index++) pacer.sendPicture(packet(PICTURE), 0);
    let nowMs = 0;
    while (pacer.queuedBytes > 1_000 && nowMs < 5_000) pacer.drain((nowMs += 5));
    expect(nowMs).toBeLessThan(2_500);
    expect(out.length).toBeGreaterThan(198);
  });

  it('[PA6] sends a link that was full no more than it carried, and no less than its estimate', () => {
    const after = (kbps: number, fullKbps?: number): number => {
      const { pacer, out } = pacing(400);
      pacer.setRate(kbps, fullKbps);
      for (let index = 0; index < 100; index++) pacer.sendPicture(packet(PICTURE, 250), 0);
      const atOnce = out.length;
      for (let nowMs = 5; nowMs <= 100; nowMs += 5) pacer.drain(nowMs);
      return ((out.length - atOnce) * 250 * 8) / 100;
    };
    expect(after(400)).toBeCloseTo(500, -2);
    expect(after(400, 440)).toBeCloseTo(440, -1.7);
    expect(after(400, 200)).toBeCloseTo(400, -1.7);
  });

  it('[PA4] refuses what does not fit and can be cleared', () => {
    const { pacer } = pacing(50);
    let accepted = 0;
    while (pacer.sendPicture(packet(PICTURE, 10), 0) && accepted < 10_000) accepted += 1;
    expect(accepted).toBeLessThan(2_000);
    pacer.clear();
    expect(pacer.drain(1_000)).toBe(false);
  });

  it('[PA5] lets only sound out while it is held', () => {
    const { pacer, out } = pacing(1_000);
    pacer.hold(true);
    pacer.sendPicture(packet(PICTURE), 0);
    pacer.sendRepair(packet(REPAIR), 0);
    pacer.sendSound(packet(SOUND, 100), 0);
    expect(pacer.drain(100)).toBe(true);
    expect(out.map(({ kind }) => kind)).toEqual([SOUND]);
    pacer.hold(false);
    expect(pacer.drain(105)).toBe(false);
    expect(out.map(({ kind }) => kind)).toEqual([SOUND, REPAIR, PICTURE]);
  });
});
