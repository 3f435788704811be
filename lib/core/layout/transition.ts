import type { SceneChange, TransitionKind } from '../contract/scene-document';

/** What a change of scenes asks of one frame. */
export type TransitionFrame =
  /** Only the new scene: the change is over, or was a cut. */
  | { status: 'over' }
  /** Both scenes; `progress` is eased, 0 (the old scene) to 1 (the new). */
  | { status: 'running'; kind: Exclude<TransitionKind, 'cut'>; progress: number };

/**
 * Changes that start later than this count as over. The start is server time and comes from another machine: a clock
 * that is wrong must never keep the old scene on air.
 */
const AHEAD_MS_MAX = 1_000;

/**
 * Where a change of scenes is at `nowMs`: a pure function of server time, so that a standby draws the same frame.
 * A change that begins in less than AHEAD_MS_MAX shows the old scene.
 */
export function transitionFrame(
  change: Pick<SceneChange, 'transition' | 'startedAtMs'> | null,
  nowMs: number,
): TransitionFrame {
  if (change === null) return { status: 'over' };
  const { kind, durationMs } = change.transition;
  const elapsedMs = nowMs - change.startedAtMs;
  if (kind === 'cut' || elapsedMs >= durationMs || elapsedMs < -AHEAD_MS_MAX) return { status: 'over' };
  const share = Math.max(0, elapsedMs) / durationMs;
  // Even light: a fade that eases stands still at both ends and looks shorter than it is.
  return { status: 'running', kind, progress: kind === 'fade' ? share : easeInOut(share) };
}

/** Slow, fast, slow: for what starts and ends at rest. @param share - of the time, 0..1 */
export function easeInOut(share: number): number {
  return share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2;
}

/** Fast, then slow: for what answers somebody's click. @param share - of the time, 0..1 */
export function easeOut(share: number): number {
  return 1 - (1 - share) ** 3;
}
