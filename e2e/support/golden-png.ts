import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { PNG } from 'pngjs';

const GOLDEN = join(import.meta.dirname, '../golden');
const FAILED = join(import.meta.dirname, '../../test-results/golden');

/**
 * Compares a PNG data URL with `e2e/golden/<name>.png` by the mean squared error per colour value. On failure writes
 * <name>.actual.png to test-results/golden. `GOLDEN=update` approves what is drawn now; look at it before committing.
 */
export function expectGoldenPng(name: string, dataUrl: string, errorMax: number): void {
  const bytes = Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
  const file = join(GOLDEN, `${name}.png`);
  if (process.env.GOLDEN === 'update') return writeFile(file, bytes);
  expect(existsSync(file), `${name}.png is missing: run with GOLDEN=update and look at it`).toBe(true);
  const actual = PNG.sync.read(bytes);
  const golden = PNG.sync.read(readFileSync(file));
  expect([actual.width, actual.height]).toEqual([golden.width, golden.height]);
  let sum = 0;
  for (const [at, value] of golden.data.entries()) sum += (value - actual.data[at]!) ** 2;
  const error = sum / golden.data.length;
  const failed = join(FAILED, `${name}.actual.png`);
  if (error > errorMax) writeFile(failed, bytes);
  expect(error, `see ${failed}`).toBeLessThanOrEqual(errorMax);
}

function writeFile(file: string, bytes: Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
