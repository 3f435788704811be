import type { Graphic, GraphicSpecOf } from '../contract/graphic';
import { isShown } from './is-shown';

type TimedGraphic = Pick<Graphic, 'spec' | 'shownAtMs' | 'hiddenAtMs'>;

/** The moment a countdown reaches 00:00, server time; null while one "from the moment it is shown" was never shown. */
export function zeroAtMs({ target }: GraphicSpecOf<'countdown'>, shownAtMs: number | null): number | null {
  if (target.kind === 'time') return target.atMs;
  return shownAtMs === null ? null : shownAtMs + target.durationMs;
}

/** When a graphic goes by itself, server time; null: it does not, or was never shown. */
export function goesAtMs({ spec, shownAtMs }: Pick<Graphic, 'spec' | 'shownAtMs'>): number | null {
  return spec.kind === 'countdown' && spec.atZero === 'hide' ? zeroAtMs(spec, shownAtMs) : null;
}

/** GR10: whether a switch says "on": shown, and not gone by itself. */
export function isOn(graphic: TimedGraphic, nowMs: number): boolean {
  const goneAtMs = goesAtMs(graphic);
  return isShown(graphic) && (goneAtMs === null || nowMs < goneAtMs);
}

/** A countdown that is on and has reached zero: it stays, or counts how late it is. */
export function isAtZero(graphic: TimedGraphic, nowMs: number): boolean {
  if (graphic.spec.kind !== 'countdown' || !isOn(graphic, nowMs)) return false;
  const atMs = zeroAtMs(graphic.spec, graphic.shownAtMs);
  return atMs !== null && atMs <= nowMs;
}

/** GR10: it counts to a time that is over, and would go before it came. */
export function isPastItsTime(graphic: Pick<Graphic, 'spec'>, nowMs: number): boolean {
  const goneAtMs = goesAtMs({ spec: graphic.spec, shownAtMs: null });
  return goneAtMs !== null && goneAtMs <= nowMs;
}

/** The next moment at which one of these reaches zero, server time; null: none does. */
export function nextZeroMs(graphics: readonly TimedGraphic[], nowMs: number): number | null {
  const times = graphics
    .filter(isShown)
    .map(({ spec, shownAtMs }) => (spec.kind === 'countdown' ? zeroAtMs(spec, shownAtMs) : null))
    .filter((atMs): atMs is number => atMs !== null && atMs > nowMs);
  return times.length === 0 ? null : Math.min(...times);
}
