import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundleGateway as bundleInto } from '../../scripts/start/bundle.mjs';

/** Bundles the gateway as `npm start` does, so that tests and benches run what users run. */
export async function bundleGateway(): Promise<{ main: string; folder: string }> {
  // Inside the repository: native packages stay outside of the bundle and are found from there.
  const cache = resolve('node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'gateway-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  return { folder, main: await bundleInto(resolve('.'), folder) };
}
