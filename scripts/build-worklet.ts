import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'lib/browser/compositor/audio-worklet');
export const WORKLET_FILE = join(FOLDER, 'mixer-worklet.generated.js');

/** Bundles the audio worklet into one plain script that any bundler can serve as an asset. */
export async function bundleWorklet(): Promise<string> {
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: { '@': ROOT } },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: join(FOLDER, 'mixer-worklet.ts'), formats: ['es'], fileName: 'worklet' },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined;
  if (!chunk) throw new Error('The worklet produced no script.');
  const code = `// Made by scripts/build-worklet.ts from mixer-worklet.ts. Do not edit.\n${chunk.code}`;
  const options = JSON.parse(readFileSync(join(ROOT, '.prettierrc.json'), 'utf8')) as Record<string, unknown>;
  return format(code, { ...options, parser: 'babel' });
}

if (process.argv[1] === import.meta.filename) writeFileSync(WORKLET_FILE, await bundleWorklet());
