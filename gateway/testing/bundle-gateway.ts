import { mkdtemp, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** Bundles the gateway as `npm start` does, so that tests and benches run what users run. @returns path of main.js. */
export async function bundleGateway(): Promise<string> {
  // Inside the repository: packages stay external and are found from there.
  const cache = resolve('node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const outdir = await mkdtemp(join(cache, 'gateway-'));
  await build({
    absWorkingDir: resolve('.'),
    entryPoints: ['gateway/main.ts', 'gateway/program/main.ts'],
    outdir,
    outbase: 'gateway',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    alias: { '@': resolve('.') },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  return join(outdir, 'main.mjs');
}
