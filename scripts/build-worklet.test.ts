import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bundleWorklet, WORKLET_FILE } from './build-worklet';

it('the committed audio worklet is built from the current source (npm run build:worklet)', async () => {
  expect(readFileSync(WORKLET_FILE, 'utf8')).toBe(await bundleWorklet());
}, 60_000);
