import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** Every program that Node runs, bundled so that a start transforms nothing; packages stay in node_modules. */
const ENTRIES = [
  'server/supervisor.ts',
  'server/main.ts',
  'gateway/main.ts',
  'gateway/sfu/main.ts',
  'gateway/program/main.ts',
];

export async function bundle(root) {
  await build({
    absWorkingDir: root,
    entryPoints: ENTRIES.filter((entry) => existsSync(path.join(root, entry))),
    outdir: 'dist',
    outbase: '.',
    bundle: true,
    packages: 'external',
    alias: { '@': root },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
}
