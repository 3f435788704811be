import type { ProgramStatus } from '../contract/gateway-control';
import type { EngineStats, GuestTiming } from '../contract/realtime';

/** How old and how well aligned the program is when it leaves for its destinations. ms; null: not known. */
export interface ProgramTiming {
  /** Camera to program, of the person on stage whose picture takes longest. */
  cameraMs: number | null;
  /** A drawn picture until the slowest live destination has it in its connection. What a platform adds is not in it. */
  deliveryMs: number | null;
  /** How much later sound is than picture, of whoever is furthest off; negative: earlier. */
  skewMs: number | null;
  /** Whose: null when nobody's own media are measured. */
  slowest: GuestTiming | null;
  mostSkewed: GuestTiming | null;
}

/** Viewers begin to mind (ITU-R BT.1359): twice and more of what we hold. */
export const SKEW_NOTICED = { aheadMs: 45, behindMs: 125 } as const;

/**
 * Puts together what the engine's browser measures (camera to program, encoding, its line) and what the gateway does (what
 * the line added, how long destinations take, sound against picture by sender reports). No clock of another machine is in
 * `deliveryMs`: half the round trip stands for the way to the gateway.
 */
export function programTiming(
  program: Pick<ProgramStatus, 'source' | 'relays'> | null,
  engine: Pick<EngineStats, 'roundTripMs' | 'timing'> | null,
): ProgramTiming {
  const guests = engine?.timing?.guests ?? [];
  const slowest = greatest(guests, ({ latencyMs }) => latencyMs);
  const mostSkewed = greatest(guests, ({ skewMs }) => skewMs && Math.abs(skewMs));
  const sourceSkewMs = program?.source.status === 'connected' ? program.source.skewMs : null;
  const guestSkewMs = mostSkewed?.skewMs ?? null;
  return {
    cameraMs: slowest?.latencyMs ?? null,
    deliveryMs: deliveryMs(program, engine),
    skewMs: guestSkewMs === null && sourceSkewMs === null ? null : (guestSkewMs ?? 0) + (sourceSkewMs ?? 0),
    slowest,
    mostSkewed,
  };
}

/** Glass to glass: from a camera until a destination has the picture. null while one part is not known. */
export const cameraToDestinationMs = ({
  cameraMs,
  deliveryMs,
}: Pick<ProgramTiming, 'cameraMs' | 'deliveryMs'>): number | null =>
  cameraMs === null || deliveryMs === null ? null : cameraMs + deliveryMs;

function deliveryMs(
  program: Pick<ProgramStatus, 'source' | 'relays'> | null,
  engine: Pick<EngineStats, 'roundTripMs' | 'timing'> | null,
): number | null {
  const source = program?.source;
  const encodeMs = engine?.timing?.encodeMs ?? null;
  const roundTripMs = engine?.roundTripMs ?? null;
  if (source?.status !== 'connected' || encodeMs === null || roundTripMs === null) return null;
  const relayDelays = (program?.relays ?? []).map(({ state, delayMs }) =>
    state.status === 'live' ? delayMs : 0,
  );
  return encodeMs + roundTripMs / 2 + source.waitMs + Math.max(0, ...relayDelays);
}

function greatest(
  guests: readonly GuestTiming[],
  of: (guest: GuestTiming) => number | null,
): GuestTiming | null {
  let best: GuestTiming | null = null;
  for (const guest of guests) {
    const value = of(guest);
    if (value !== null && value > ((best && of(best)) ?? -Infinity)) best = guest;
  }
  return best;
}
