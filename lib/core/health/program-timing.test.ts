import { describe, expect, it } from 'vitest';
import type { ProgramStatus } from '../contract/gateway-control';
import type { EngineTiming } from '../contract/realtime';
import { cameraToDestinationMs, programTiming } from './program-timing';

const program = {
  source: { status: 'connected', waitMs: 6, skewMs: -4 },
  relays: [
    { state: { status: 'live' }, delayMs: 2 },
    { state: { status: 'live' }, delayMs: 9 },
    { state: { status: 'retrying' }, delayMs: 4_000 },
  ],
} as unknown as ProgramStatus;
const timing: EngineTiming = {
  encodeMs: 12,
  guests: [
    { seatId: 'ada', latencyMs: 140, skewMs: -35 },
    { seatId: 'ben', latencyMs: 210, skewMs: 12 },
    { seatId: 'cy', latencyMs: null, skewMs: null },
  ],
  integratedLufs: null,
};

describe('programTiming', () => {
  it('takes the slowest camera, the slowest live destination and the person furthest off', () => {
    const measured = programTiming(program, { roundTripMs: 40, timing });
    expect(measured).toEqual({
      cameraMs: 210,
      deliveryMs: 12 + 20 + 6 + 9,
      skewMs: -35 - 4,
      slowest: timing.guests[1],
      mostSkewed: timing.guests[0],
    });
    expect(cameraToDestinationMs(measured)).toBe(257);
  });

  it('says nothing of what nobody measures', () => {
    const absent = { ...program, source: { status: 'absent', sinceMs: 0 } } as ProgramStatus;
    for (const measured of [
      programTiming(null, null),
      programTiming(absent, { roundTripMs: 40, timing: null }),
      programTiming(absent, { roundTripMs: null, timing: { ...timing, guests: [] } }),
    ]) {
      expect(measured).toMatchObject({ cameraMs: null, deliveryMs: null, skewMs: null });
      expect(cameraToDestinationMs(measured)).toBeNull();
    }
  });

  it('is the transport alone while nobody on stage is measured', () => {
    expect(programTiming(program, { roundTripMs: 40, timing: null }).skewMs).toBe(-4);
  });
});
