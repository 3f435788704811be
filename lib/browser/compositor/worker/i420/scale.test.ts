import { describe, expect, it } from 'vitest';
import { newPlane, type Plane } from './picture';
import { halvePlane, newAxis, newHalfPlane, newLine, scaleRow } from './scale';

function plane(width: number, height: number, at: (x: number, y: number) => number): Plane {
  const made = newPlane(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) made.data[y * made.stride + x] = at(x, y);
  }
  return made;
}

function scale(source: Plane, width: number, height: number): number[][] {
  const axes = {
    x: newAxis(width, { start: 0, length: source.width }, source.width),
    y: newAxis(height, { start: 0, length: source.height }, source.height),
    line: newLine(source),
  };
  return Array.from({ length: height }, (_, row) => {
    const data = new Uint8Array(width);
    scaleRow(source, axes, row, { data, at: 0 });
    return [...data];
  });
}

describe('scaleRow', () => {
  it('copies exactly at 1:1', () => {
    const source = plane(4, 2, (x, y) => x * 10 + y * 100);
    expect(scale(source, 4, 2)).toEqual([
      [0, 10, 20, 30],
      [100, 110, 120, 130],
    ]);
  });

  it('takes the mean of 2x2 at 2:1', () => {
    const source = plane(4, 4, (x, y) => x * 10 + y * 40);
    expect(scale(source, 2, 2)).toEqual([
      [25, 45],
      [105, 125],
    ]);
  });

  it('interpolates between sample centres at 1:2 and repeats the edge', () => {
    const source = plane(2, 2, (x) => x * 100);
    expect(scale(source, 4, 2)[0]).toEqual([0, 25, 75, 100]);
  });

  it('keeps a flat picture flat at any ratio', () => {
    const source = plane(64, 36, () => 173);
    for (const [width, height] of [
      [7, 5],
      [33, 19],
      [90, 51],
    ] as const) {
      expect(new Set(scale(source, width, height).flat())).toEqual(new Set([173]));
    }
  });

  it('never reads outside a crop at the very edge', () => {
    const source = plane(4, 4, () => 50);
    const edge = newAxis(3, { start: 1, length: 3 }, 4);
    const out = new Uint8Array(3);
    scaleRow(source, { x: edge, y: edge, line: newLine(source) }, 2, { data: out, at: 0 });
    expect([...out]).toEqual([50, 50, 50]);
  });
});

describe('halvePlane', () => {
  it('is the rounded mean and drops an odd last row and column', () => {
    const source = plane(5, 3, (x) => x);
    const half = newHalfPlane(source);
    halvePlane(source, half);
    expect([half.width, half.height, ...half.data.slice(0, 2)]).toEqual([2, 1, 1, 3]);
  });
});
