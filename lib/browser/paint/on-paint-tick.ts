/**
 * 15 drawings a second look smooth on a meter; every further one makes the browser compose the whole page again, which
 * without a graphics card takes the CPU from the program.
 */
export const PAINT_TICK_MS = 66;

/**
 * Calls `draw` in an animation frame, once per tick of PAINT_TICK_MS, while the page is visible. All callers share the
 * same ticks, since they are counted from the time origin of the page: however many meters and pictures there are, the
 * page is composed once. Between ticks no frame is asked for.
 * @returns what stops it.
 */
export function onPaintTick(draw: (nowMs: number) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const onFrame = (nowMs: number) => {
    draw(nowMs);
    wait();
  };
  const wait = () => {
    timer = setTimeout(() => {
      // A hidden page gets no animation frames: this one waits until the page is seen again.
      frame = requestAnimationFrame(onFrame);
    }, untilNextTickMs(performance.now()));
  };
  wait();
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}

/** @param nowMs - of the page's clock. @returns how long until the next tick, in (0, PAINT_TICK_MS]. */
export function untilNextTickMs(nowMs: number): number {
  return PAINT_TICK_MS - (nowMs % PAINT_TICK_MS);
}
