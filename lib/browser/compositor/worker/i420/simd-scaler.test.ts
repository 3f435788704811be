import { expect, it } from 'vitest';
import { newPlane, type Plane } from './picture';
import { newAxis, newLine, scaleRow, type Axis } from './scale';
import { SimdScaler } from './simd-scaler';

/** Every value beside every other, and no two rows alike. */
function noisyPlane(width: number, height: number): Plane {
  const plane = newPlane(width, height);
  let seed = width * 31 + height;
  for (let at = 0; at < plane.data.length; at += 1) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    plane.data[at] = seed >>> 24;
  }
  return plane;
}

function scaledByRow(source: Plane, { x, y }: { x: Axis; y: Axis }): number[][] {
  const line = newLine(source);
  return Array.from({ length: y.length }, (_, row) => {
    const data = new Uint8Array(x.length);
    scaleRow(source, { x, y, line }, row, { data, at: 0 });
    return [...data];
  });
}

const scaler = new SimdScaler();

it.each([
  ['a copy', [64, 36], [64, 36]],
  ['smaller', [640, 360], [426, 240]],
  ['half', [640, 360], [320, 180]],
  ['larger', [320, 180], [853, 481]],
  ['a few columns', [16, 16], [10, 22]],
  ['odd sizes', [161, 91], [99, 57]],
] as const)('draws %s as the loops do, to the last bit', (_name, [width, height], [outWidth, outHeight]) => {
  const source = noisyPlane(width, height);
  const axes = {
    x: newAxis(outWidth, { start: 0, length: width }, width),
    y: newAxis(outHeight, { start: 0, length: height }, height),
  };
  const scaled = scaler.scale(source, axes);
  const rows = Array.from({ length: outHeight }, (_, row) => [
    ...(scaled?.data.subarray(row * scaled.stride, row * scaled.stride + outWidth) ?? []),
  ]);
  expect(rows).toEqual(scaledByRow(source, axes));
});

it('draws a part of a picture as the loops do', () => {
  const source = noisyPlane(320, 180);
  const axes = {
    x: newAxis(100, { start: 70.5, length: 180 }, 320),
    y: newAxis(90, { start: 20.25, length: 140 }, 180),
  };
  const scaled = scaler.scale(source, axes);
  expect([...(scaled?.data.subarray(0, 100) ?? [])]).toEqual(scaledByRow(source, axes)[0]);
});

it('leaves to the loops what shrinks more than twofold', () => {
  const source = noisyPlane(640, 64);
  const x = newAxis(200, { start: 0, length: 640 }, 640);
  expect(scaler.scale(source, { x, y: newAxis(64, { start: 0, length: 64 }, 64) })).toBeNull();
});
