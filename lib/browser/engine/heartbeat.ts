import { LIMITS } from '@/lib/core/contract/limits';
import type { EngineStats, EngineTiming } from '@/lib/core/contract/realtime';
import type { Seat } from '@/lib/core/contract/show-state';
import type { CompositorStats } from '../compositor/main/create-compositor';
import type { PublishStats } from '../whip/publish-stats';
import type { WhipStatus } from '../whip/whip-publisher';
import type { GuestTimings } from './guest-timings';

/** Of an `EngineView`. */
interface View {
  compositor: CompositorStats | null;
  videoKbps: number;
  publish: PublishStats | null;
  whip: WhipStatus;
}

/** What the engine says of itself once a second. @param isDrawing - its worker was heard lately. */
export function heartbeatOf(
  leaseNumber: number,
  { view, isDrawing, timing }: { view: View; isDrawing: boolean; timing: EngineTiming },
): EngineStats {
  return {
    leaseNumber,
    programFps: isDrawing ? (view.compositor?.fps ?? 0) : 0,
    frameMsP95: view.compositor?.frameMsP95 ?? 0,
    framesDropped: view.compositor?.framesDropped ?? 0,
    videoKbps: view.videoKbps,
    roundTripMs: view.publish?.roundTripMs ?? null,
    renderer: view.compositor?.renderer ?? '',
    shedding: view.compositor?.shedding ?? 'nothing',
    whip: view.whip.status,
    timing,
  };
}

/** @param integratedLufs - -Infinity while nothing was heard. */
export function timingOf(
  seats: readonly Seat[],
  of: { encodeMs: number | null; integratedLufs: number; timings: Pick<GuestTimings, 'of'> },
): EngineTiming {
  const { encodeMs, integratedLufs, timings } = of;
  const onStage = seats.filter(({ place }) => place === 'stage');
  return {
    encodeMs,
    guests: onStage.flatMap(({ seatId }) => timings.of(seatId) ?? []).slice(0, LIMITS.stageSeatsMax),
    integratedLufs: Number.isFinite(integratedLufs) ? integratedLufs : null,
  };
}
