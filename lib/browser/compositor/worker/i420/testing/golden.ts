import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PNG } from 'pngjs';
import { expect } from 'vitest';
import type { Picture } from '../picture';
import { pictureToRgba } from '../rgba';

/** Mean squared error per colour value: 1 of 255² is invisible, a tile moved by one pixel is far above. */
const MEAN_SQUARED_ERROR_MAX = 1;
const GOLDEN = join(import.meta.dirname, 'golden');
const FAILED = join(import.meta.dirname, '../../../../../../test-results/golden');

/**
 * Compares with `golden/<name>.png`. On failure writes <name>.actual.png and <name>.expected.png to
 * test-results/golden. `GOLDEN=update` approves what is drawn now; look at the pictures before committing them.
 */
export function expectGolden(name: string, picture: Picture): void {
  const actual = pictureToRgba(picture);
  const file = join(GOLDEN, `${name}.png`);
  if (process.env.GOLDEN === 'update') return writePng(file, picture, actual);
  expect(existsSync(file), `${name}.png is missing: run with GOLDEN=update and look at it`).toBe(true);
  const golden = PNG.sync.read(readFileSync(file));
  expect([golden.width, golden.height]).toEqual([picture.width, picture.height]);
  const error = meanSquaredError(actual, golden.data);
  const failed = join(FAILED, `${name}.actual.png`);
  if (error > MEAN_SQUARED_ERROR_MAX) {
    writePng(failed, picture, actual);
    writePng(join(FAILED, `${name}.expected.png`), picture, golden.data);
  } else rmSync(failed, { force: true });
  expect(error, `see ${failed}`).toBeLessThanOrEqual(MEAN_SQUARED_ERROR_MAX);
}

function meanSquaredError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < actual.length; at += 1) sum += (actual[at]! - expected[at]!) ** 2;
  return sum / actual.length;
}

function writePng(file: string, { width, height }: Picture, rgba: ArrayLike<number>): void {
  mkdirSync(dirname(file), { recursive: true });
  const png = new PNG({ width, height });
  png.data.set(rgba);
  writeFileSync(file, PNG.sync.write(png));
}
