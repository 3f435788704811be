/** 25 drawings a second look smooth; every further one makes the browser compose the whole page, videos and all, again. */
export const METER_INTERVAL_MS = 40;

/** Calls `draw` while the page is visible, at most every METER_INTERVAL_MS. @returns what stops it. */
export function drawMeter(draw: () => void): () => void {
  let drawnAtMs = -Infinity;
  let frame = 0;
  const onFrame = (nowMs: number) => {
    if (nowMs - drawnAtMs >= METER_INTERVAL_MS) {
      drawnAtMs = nowMs;
      draw();
    }
    frame = requestAnimationFrame(onFrame);
  };
  frame = requestAnimationFrame(onFrame);
  return () => cancelAnimationFrame(frame);
}
