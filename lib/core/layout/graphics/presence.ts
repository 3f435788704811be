import type { ProgramGraphic } from '../../contract/graphic';
import { isShown } from '../../graphic/is-shown';
import type { Theme } from './theme';

/** How much of a graphic is there. */
export interface Presence {
  /** 0 gone, 1 at rest; not eased. */
  level: number;
  isMoving: boolean;
}

type Times = Pick<ProgramGraphic, 'shownAtMs' | 'hiddenAtMs'>;
type Durations = Pick<Theme['motion'], 'inMs' | 'outMs'>;

/**
 * Where a graphic is between gone and there, from server time alone, so that every browser draws the same. Shown again
 * while it goes, it comes back from where it is; hidden while it comes, it goes from there.
 */
export function presenceOf(times: Times, { inMs, outMs }: Durations, nowMs: number): Presence {
  const { shownAtMs, hiddenAtMs } = times;
  if (shownAtMs === null) return { level: hiddenAtMs === null ? 1 : 0, isMoving: false };
  if (isShown(times)) {
    const left = hiddenAtMs === null ? 0 : 1 - share(shownAtMs - hiddenAtMs, outMs);
    const level = Math.min(1, left + share(nowMs - shownAtMs, inMs));
    return { level, isMoving: level < 1 };
  }
  const reached = share((hiddenAtMs ?? nowMs) - shownAtMs, inMs);
  const level = Math.max(0, reached - share(nowMs - (hiddenAtMs ?? nowMs), outMs));
  return { level, isMoving: level > 0 };
}

/** Fast, then slow: what comes on arrives at rest. */
export const easeOut = (level: number): number => 1 - (1 - level) ** 3;

const share = (elapsedMs: number, durationMs: number): number =>
  Math.min(1, Math.max(0, elapsedMs / durationMs));
