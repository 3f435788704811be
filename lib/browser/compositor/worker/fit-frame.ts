import { containedRect, type CanvasSize, type Rect } from '@/lib/core/layout/placement';

/** Where a frame goes on the canvas, and which part of it. `crop` is in px of the frame and need not be whole. */
export function fitFrame(
  tile: Rect & { cropMode: 'cover' | 'contain' },
  frame: CanvasSize,
): { target: Rect; crop: Rect } {
  const whole = { x: 0, y: 0, ...frame };
  if (tile.cropMode === 'contain') return { target: containedRect(frame, tile), crop: whole };
  const scale = Math.min(frame.width / tile.width, frame.height / tile.height);
  const [width, height] = [tile.width * scale, tile.height * scale];
  return {
    target: tile,
    crop: { x: (frame.width - width) / 2, y: (frame.height - height) / 2, width, height },
  };
}
