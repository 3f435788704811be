import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * Every program that Node runs, bundled so that a start transforms nothing. Packages of the web server stay in
 * node_modules; the gateway takes in the parts of packages that it uses, which saves it 10 to 15 MB a process.
 */
const SERVER_ENTRIES = [
  'server/supervisor.ts',
  'server/main.ts',
  'gateway/sfu/main.ts',
  'server/assets/inspect-process.ts',
];
const GATEWAY_ENTRIES = ['gateway/main.ts', 'gateway/program/main.ts'];
const NATIVE_PACKAGES = ['node-datachannel'];

export async function bundle(root) {
  const outdir = path.join(root, 'dist');
  await Promise.all([
    build({
      ...common(root, outdir),
      entryPoints: SERVER_ENTRIES.filter((entry) => existsSync(path.join(root, entry))),
      packages: 'external',
      sourcemap: true,
    }),
    bundleGateway(root, outdir),
  ]);
}

/** @returns path of the gateway's main program. */
export async function bundleGateway(root, outdir) {
  await build({
    ...common(root, outdir),
    entryPoints: GATEWAY_ENTRIES,
    external: NATIVE_PACKAGES,
    // Node's source map support would cost each worker memory; unminified names keep stack traces readable.
    minifyWhitespace: true,
    banner: { js: COMMONJS_IN_ESM },
  });
  return path.join(outdir, 'gateway', 'main.js');
}

/** Packages in CommonJS ask for Node's own modules with `require`, which an ES module does not have. */
const COMMONJS_IN_ESM =
  "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);";

function common(root, outdir) {
  return {
    absWorkingDir: root,
    outdir,
    outbase: '.',
    bundle: true,
    alias: { '@': root },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  };
}
