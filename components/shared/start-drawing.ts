/** Meters look smooth at this rate; at the screen's own they would keep a whole page painting 60 times a second. */
const DRAWS_PER_SECOND = 20;

/** Calls `draw` for as long as the page can be seen. @returns how to stop. */
export function startDrawing(draw: () => void): () => void {
  const timer = setInterval(() => {
    if (!document.hidden) draw();
  }, 1000 / DRAWS_PER_SECOND);
  return () => clearInterval(timer);
}
