import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct } from '@/scripts/harness/product';
import { publishProduct } from './running-product';

/** Starts one real product for the whole run, empty as after a fresh clone, and stops it at the end. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  // While writing tests: a product that already runs, described by this file, is used and left running.
  if (process.env.E2E_PRODUCT_FILE !== undefined) return async () => undefined;
  const product = await startProduct();
  const states = await mkdtemp(join(tmpdir(), 'e2e-states-'));
  publishProduct({
    url: product.url,
    dataDir: product.dataDir,
    ports: product.ports,
    supervisorPid: product.child.pid,
    ownerState: join(states, 'owner.json'),
  });
  return async () => {
    await product.stop();
    await rm(states, { recursive: true, force: true });
  };
}
