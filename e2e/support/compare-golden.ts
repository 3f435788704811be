import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';

const GOLDEN = join(import.meta.dirname, '../../lib/browser/compositor/worker/i420/testing/golden');
const FAILED = 'test-results/golden';

/** @returns null where no frame of that name is approved. */
export function approvedPicture(name: string): PNG | null {
  const file = join(GOLDEN, `${name}.png`);
  return existsSync(file) ? PNG.sync.read(readFileSync(file)) : null;
}

/** `GOLDEN=update` approves graphics as this Chromium draws them now; look at the pictures before committing them. */
export function approveGraphics(drawn: readonly { name: string; png: string }[]): void {
  if (process.env.GOLDEN !== 'update') return;
  for (const { name, png } of drawn)
    if (name.startsWith('graphics-'))
      writeFileSync(join(GOLDEN, `${name}.png`), PNG.sync.write(pictureOf(png)));
}

export function pictureOf(dataUrl: string): PNG {
  return PNG.sync.read(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'));
}

/** Mean squared error per colour value. Frames above `limit` are written to test-results/golden for review. */
export function pictureError(name: string, [actual, expected]: [PNG, PNG], limit: number): number {
  if (actual.width !== expected.width || actual.height !== expected.height) return Infinity;
  let sum = 0;
  for (let at = 0; at < actual.data.length; at += 1) sum += (actual.data[at]! - expected.data[at]!) ** 2;
  const error = sum / actual.data.length;
  if (error > limit) {
    mkdirSync(FAILED, { recursive: true });
    writeFileSync(join(FAILED, `${name}.actual.png`), PNG.sync.write(actual));
    writeFileSync(join(FAILED, `${name}.expected.png`), PNG.sync.write(expected));
  }
  return error;
}
