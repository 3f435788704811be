import type { LayoutId } from '@/lib/core/contract/scene-document';

/** Rectangles on a canvas of 32 x 20: x, y, width, height, and whether it is the small one in front. */
type Tile = readonly [x: number, y: number, width: number, height: number, isInset?: true];

const TILES: Record<LayoutId, readonly Tile[]> = {
  solo: [[0, 0, 32, 20]],
  split: [
    [0, 0, 15.5, 20],
    [16.5, 0, 15.5, 20],
  ],
  'side-by-side': [
    [0, 3, 15, 14],
    [17, 3, 15, 14],
  ],
  grid: [
    [0, 0, 15, 9],
    [17, 0, 15, 9],
    [0, 11, 15, 9],
    [17, 11, 15, 9],
  ],
  'picture-in-picture': [
    [0, 0, 32, 20],
    [20, 11, 10, 7, true],
  ],
  presentation: [
    [0, 0, 22, 20],
    [24, 0, 8, 9],
    [24, 11, 8, 9],
  ],
  interview: [
    [0, 2, 11, 16],
    [13, 2, 19, 16],
  ],
  news: [
    [0, 0, 11, 14],
    [13, 0, 19, 14],
    [0, 17, 32, 3],
  ],
  spotlight: [
    [4, 0, 24, 13],
    [1, 15, 9, 5],
    [11.5, 15, 9, 5],
    [22, 15, 9, 5],
  ],
  cinema: [[0, 3, 32, 14]],
  free: [
    [0, 0, 20, 12],
    [14, 9, 12, 9, true],
    [25, 1, 7, 7],
  ],
};

export function LayoutIcon({ layout }: { layout: LayoutId }) {
  return (
    <svg aria-hidden viewBox="0 0 32 20" className="size-full">
      {TILES[layout].map(([x, y, width, height, isInset]) => (
        <rect
          key={`${x}/${y}`}
          x={x}
          y={y}
          width={width}
          height={height}
          rx={1.6}
          className={isInset ? 'fill-ink-1 stroke-surface-3' : 'fill-current'}
          opacity={isInset ? 0.9 : 0.75}
        />
      ))}
    </svg>
  );
}
