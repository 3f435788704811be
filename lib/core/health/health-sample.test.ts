import { describe, expect, it } from 'vitest';
import type { ProgramStatus } from '../contract/gateway-control';
import type { EngineStats } from '../contract/realtime';
import { healthSample } from './health-sample';

const program = {
  source: {
    status: 'connected',
    fps: 29.97,
    videoKbps: 3_950.4,
    audioKbps: 128,
    packetsLost: 3,
    keyframeIntervalMs: 2_001.2,
    waitMs: 4,
    skewMs: -3,
  },
  relays: [
    { state: { status: 'live' }, delayMs: 1.2 },
    { state: { status: 'retrying' }, delayMs: 0 },
  ],
  viewers: 4,
  picture: 'source',
} as unknown as ProgramStatus;
const engine = {
  programFps: 30,
  framesDropped: 2,
  roundTripMs: 11.6,
  timing: {
    encodeMs: 8,
    guests: [{ seatId: 'ada', latencyMs: 143.6, skewMs: 21.2 }],
    integratedLufs: null,
  },
} as EngineStats;

describe('healthSample', () => {
  it('keeps what viewers got and what the engine said', () => {
    expect(healthSample(program, engine, 5)).toEqual({
      atMs: 5,
      videoKbps: 3_950,
      audioKbps: 128,
      drawnFps: 30,
      arrivingFps: 29.97,
      keyframeMs: 2_001,
      packetsLost: 3,
      framesDropped: 2,
      roundTripMs: 12,
      cameraMs: 144,
      deliveryMs: 19,
      skewMs: 18,
      relaysLive: 1,
      viewers: 4,
      picture: 'source',
    });
  });

  it('is zero where nothing arrives, and says nothing for an engine that is silent', () => {
    const absent = {
      ...program,
      source: { status: 'absent', sinceMs: 0 },
      picture: 'slate',
    } as ProgramStatus;
    expect(healthSample(absent, null, 5)).toMatchObject({
      videoKbps: 0,
      arrivingFps: 0,
      drawnFps: 0,
      roundTripMs: null,
      cameraMs: null,
      deliveryMs: null,
      skewMs: null,
      picture: 'slate',
    });
  });

  it('cuts what a browser makes up to what a column holds', () => {
    const liar = { ...engine, framesDropped: 1e300, roundTripMs: -5 };
    expect(healthSample(program, liar, 5)).toMatchObject({ framesDropped: 2 ** 31 - 1, roundTripMs: 0 });
  });
});
