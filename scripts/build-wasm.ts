import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { format } from 'prettier';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'lib/browser/compositor/worker/i420');
export const WASM_FILE = join(FOLDER, 'scale-plane.generated.ts');

/** Compiles the SIMD kernel into a module that any bundler takes: the program is smaller than a request for it. */
export async function compileKernel(): Promise<string> {
  let bytes: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [
      'kernel.ts',
      '-O3',
      '--enable',
      'simd',
      '--runtime',
      'stub',
      '--noAssert',
      '--importMemory',
      '-o',
      'kernel.wasm',
    ],
    {
      readFile: (name) =>
        name === 'kernel.ts' ? readFileSync(join(FOLDER, 'scale-plane.as'), 'utf8') : null,
      writeFile: (name, contents) => {
        if (name === 'kernel.wasm' && typeof contents !== 'string') bytes = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !bytes) throw new Error(`The kernel was not compiled: ${stderr.toString()}`);
  const code = `// Made by scripts/build-wasm.ts from scale-plane.as. Do not edit.
    export const SCALE_PLANE_WASM = '${Buffer.from(bytes).toString('base64')}';`;
  const options = JSON.parse(readFileSync(join(ROOT, '.prettierrc.json'), 'utf8')) as Record<string, unknown>;
  return format(code, { ...options, parser: 'typescript' });
}

if (process.argv[1] === import.meta.filename) writeFileSync(WASM_FILE, await compileKernel());
