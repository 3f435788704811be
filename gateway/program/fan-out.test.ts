import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FanOutPacket } from './fan-out';
import { FanOut } from './fan-out';

const packetOf = (number: number): FanOutPacket => ({
  kind: 'video',
  packet: Buffer.from([number & 0xff]),
  startsKeyframe: false,
});

/** Viewers for whom a packet costs so much of the clock. */
function startCrowd(count: number, costMs: number) {
  let nowMs = 0;
  const got: number[][] = Array.from({ length: count }, () => []);
  const viewers = got.map((numbers) => ({
    send({ packet }: FanOutPacket) {
      nowMs += costMs;
      numbers.push(packet[0] ?? -1);
    },
  }));
  const fanOut = new FanOut(
    () => viewers,
    () => nowMs,
  );
  return { fanOut, got, clock: () => nowMs };
}

describe('packets to many viewers', () => {
  it('[WE5] go out at once while they are few', () => {
    const { fanOut, got } = startCrowd(3, 0.01);
    for (const number of [1, 2, 3]) fanOut.push(packetOf(number));
    expect(got).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  it('[WE5] hold up nobody for longer than a few milliseconds, and reach everybody in order', async () => {
    const { fanOut, got, clock } = startCrowd(100, 0.1);
    for (const number of [1, 2, 3]) {
      const beforeMs = clock();
      fanOut.push(packetOf(number));
      expect(clock() - beforeMs).toBeLessThan(5);
    }
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    expect(got.every((numbers) => numbers.join() === '1,2,3')).toBe(true);
    expect(fanOut.packetsDropped).toBe(0);
  });

  it('[WE5] are dropped all together when the machine cannot keep up, and never wait without end', async () => {
    const { fanOut, got } = startCrowd(100, 1);
    for (let number = 0; number < 600; number += 1) fanOut.push(packetOf(number));
    expect(fanOut.packetsDropped).toBe(512);
    fanOut.push(packetOf(7));
    for (let turn = 0; turn < 3_000; turn += 1) await nextTurn();
    // 88 and 7 waited; each viewer got both, in order.
    expect(got.every((numbers) => numbers.at(-1) === 7)).toBe(true);
  });
});
