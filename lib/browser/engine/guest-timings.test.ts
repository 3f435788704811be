import { describe, expect, it } from 'vitest';
import type { SourceStats } from '../compositor/worker/messages';
import type { ReceiverTiming } from '../room/receiver-timing';
import type { SeatTiming } from '../room/room-client';
import { GuestTimings } from './guest-timings';

const AT_MS = 1_800_000_000_000;
let emitted = 0;
const receiver = (ageMs: number, part: Partial<ReceiverTiming> = {}): ReceiverTiming => ({
  playoutMs: AT_MS - ageMs,
  atMs: AT_MS,
  emittedCount: (emitted += 1),
  outputMsSum: 0,
  outputCount: 0,
  roundTripMs: 40,
  ...part,
});
const seat = (camera: ReceiverTiming | null, microphone: ReceiverTiming | null, key = 'a/b'): SeatTiming => ({
  seatId: 'ada',
  key,
  camera,
  microphone,
});
const drawn: Record<string, SourceStats> = {
  'camera:ada': { status: 'live', width: 640, height: 360, delayMs: 18 },
};

async function after(
  seats: readonly SeatTiming[][],
  sources = drawn,
  isOnAir = sources === drawn,
): Promise<GuestTimings> {
  const queue = [...seats];
  const timings = new GuestTimings({
    room: { readTimings: () => Promise.resolve(queue.shift() ?? []) },
    mixerMs: () => 15,
    clockOffsetMs: () => 7,
    isOnAir: () => isOnAir,
  });
  for (const _second of seats) await timings.read(sources);
  return timings;
}

describe('the timing of people on stage', () => {
  it('is the age of what the receiver hands over, by the server’s clock, and what drawing and mixing add', async () => {
    const timings = await after([
      [seat(receiver(100), receiver(120, { outputMsSum: 300, outputCount: 10 }))],
    ]);
    expect(timings.of('ada')).toEqual({
      seatId: 'ada',
      latencyMs: 100 + 7 + 40 / 2 + 18,
      skewMs: 120 - 30 + 15 - 100 - 18,
    });
  });

  it('is smoothed over some seconds, and begins anew with other tracks', async () => {
    const first = [seat(receiver(100), receiver(100))];
    expect((await after([first, [seat(receiver(140), receiver(100))]])).of('ada')?.latencyMs).toBe(155);
    const other = [seat(receiver(140), receiver(100), 'c/d')];
    expect((await after([first, other])).of('ada')?.latencyMs).toBe(185);
  });

  it.each<[string, SeatTiming, Record<string, SourceStats>]>([
    ['before the room has told the time', seat(receiver(0, { playoutMs: null }), null), drawn],
    ['of somebody who is not on program', seat(receiver(100), receiver(100)), {}],
    ['by clocks that cannot agree', seat(receiver(-5_000), null), drawn],
    ['of a camera that is off', seat(null, receiver(100)), drawn],
  ])('says nothing %s', async (_name, reading, sources) => {
    expect((await after([[reading]], sources)).of('ada')).toEqual({
      seatId: 'ada',
      latencyMs: null,
      skewMs: null,
    });
  });

  it('forgets whoever left, and does not take a frozen picture for a young one', async () => {
    expect((await after([[seat(receiver(100), receiver(100))], []])).of('ada')).toBeNull();
    const still = receiver(100);
    const frozen = await after([[seat(still, receiver(90))], [seat(still, receiver(90))]]);
    expect(frozen.of('ada')).toMatchObject({ latencyMs: null, skewMs: null });
  });

  it('holds a voice back whose picture waits for the producer’s headphones, at once while it is off program', async () => {
    let samples = 0;
    const radio = () => receiver(280, { outputMsSum: (samples += 100) * 200, outputCount: samples });
    const seated = () => [seat(receiver(280), radio())];
    const waiting = await after(Array.from({ length: 5 }, seated), {});
    expect(waiting.soundDelayMs('ada')).toBe(0);
    const settled = await after(Array.from({ length: 6 }, seated), {});
    expect(settled.soundDelayMs('ada')).toBe(200 + 20 - 15);
    expect(settled.of('ada')?.skewMs).toBeNull();
    const onProgram = await after(Array.from({ length: 7 }, seated));
    expect(onProgram.soundDelayMs('ada')).toBe(10);
    expect(onProgram.of('ada')?.skewMs).toBe(280 - 200 + 15 - 280 - 18 + 10);
    expect(onProgram.soundDelayMs('nobody')).toBe(0);
    const heardOnly = await after(Array.from({ length: 7 }, seated), {}, true);
    expect(heardOnly.soundDelayMs('ada')).toBe(10);
    const muted = () => [seat(receiver(280), null)];
    const again = await after([...Array.from({ length: 6 }, seated), muted(), seated()], {});
    expect(again.soundDelayMs('ada')).toBe(200 + 20 - 15);
  });
});
