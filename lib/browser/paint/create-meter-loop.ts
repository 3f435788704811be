import { onPaintTick } from './on-paint-tick';

/** Draws all meters of a page in one animation frame. */
export interface MeterLoop {
  /** Calls `draw` in every frame of the loop. @returns what stops it. */
  add(draw: (nowMs: number) => void): () => void;
}

/**
 * One loop for all meters; it stands still while there is none, and browsers pause it while the page is hidden.
 * @param everyFrame - as often as the screen shows pictures (60 a second). Without a graphics card the page is put together on
 * the CPU that draws the program: then at the ticks of `onPaintTick`.
 */
export function createMeterLoop({ everyFrame }: { everyFrame: boolean }): MeterLoop {
  const draws = new Set<(nowMs: number) => void>();
  const drawAll = (nowMs: number): void => {
    for (const draw of draws) draw(nowMs);
  };
  const start = everyFrame ? onEveryFrame : onPaintTick;
  let stop: (() => void) | null = null;
  return {
    add: (draw) => {
      draws.add(draw);
      stop ??= start(drawAll);
      return () => {
        draws.delete(draw);
        if (draws.size > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
}

function onEveryFrame(draw: (nowMs: number) => void): () => void {
  let frame = 0;
  const next = (nowMs: number): void => {
    frame = requestAnimationFrame(next);
    draw(nowMs);
  };
  frame = requestAnimationFrame(next);
  return () => cancelAnimationFrame(frame);
}
