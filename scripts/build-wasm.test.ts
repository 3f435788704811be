import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileKernel, WASM_FILE } from './build-wasm';

it('the committed kernel is built from the current source (npm run build:wasm)', async () => {
  expect(readFileSync(WASM_FILE, 'utf8')).toBe(await compileKernel());
}, 60_000);
