import type { ProgramStatus } from '../contract/gateway-control';
import type { EngineStats } from '../contract/realtime';
import { programTiming } from './program-timing';

/** How the program was at one moment on air. */
export interface HealthSample {
  atMs: number;
  videoKbps: number;
  audioKbps: number;
  /** Pictures a second: drawn by the engine, and arriving at the gateway. */
  drawnFps: number;
  arrivingFps: number;
  keyframeMs: number;
  packetsLost: number;
  framesDropped: number;
  /** null while the browser does not say. */
  roundTripMs: number | null;
  /** Camera to program, program to destination, and how much later sound is than picture (ProgramTiming). */
  cameraMs: number | null;
  deliveryMs: number | null;
  skewMs: number | null;
  relaysLive: number;
  viewers: number;
  picture: ProgramStatus['picture'];
}

/** What is kept of a second of telemetry. Without a source its figures are zero, which is what viewers got. */
export function healthSample(program: ProgramStatus, engine: EngineStats | null, atMs: number): HealthSample {
  const { source, relays, viewers, picture } = program;
  const isConnected = source.status === 'connected';
  const { cameraMs, deliveryMs, skewMs } = programTiming(program, engine);
  return {
    atMs,
    videoKbps: isConnected ? count(source.videoKbps) : 0,
    audioKbps: isConnected ? count(source.audioKbps) : 0,
    drawnFps: engine?.programFps ?? 0,
    arrivingFps: isConnected ? source.fps : 0,
    keyframeMs: isConnected ? count(source.keyframeIntervalMs) : 0,
    packetsLost: isConnected ? count(source.packetsLost) : 0,
    framesDropped: count(engine?.framesDropped ?? 0),
    roundTripMs: engine?.roundTripMs == null ? null : count(engine.roundTripMs),
    cameraMs: cameraMs === null ? null : count(cameraMs),
    deliveryMs: deliveryMs === null ? null : count(deliveryMs),
    skewMs: skewMs === null ? null : Math.sign(skewMs) * count(Math.abs(skewMs)),
    relaysLive: relays.filter(({ state }) => state.status === 'live').length,
    viewers,
    picture,
  };
}

/** The engine is a browser: what it says must fit the column that keeps it. */
const COUNT_MAX = 2 ** 31 - 1;
const count = (value: number): number => Math.min(COUNT_MAX, Math.max(0, Math.round(value)));
