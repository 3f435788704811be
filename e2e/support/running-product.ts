import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProductPorts } from '@/scripts/harness/product';

/** Where the product under test runs; written once by the global set-up, read by every test. */
export interface RunningProduct {
  url: string;
  dataDir: string;
  ports: ProductPorts;
  supervisorPid: number;
  /** Playwright storage state of the signed-in owner, written by the first-run test. */
  ownerState: string;
}

const FILE = process.env.E2E_PRODUCT_FILE ?? join(tmpdir(), `stream-buddy-e2e-${process.ppid}.json`);

export function publishProduct(product: RunningProduct): void {
  process.env.E2E_PRODUCT_FILE = FILE;
  writeFileSync(FILE, JSON.stringify(product), { mode: 0o600 });
}

export function readProduct(): RunningProduct {
  return JSON.parse(readFileSync(FILE, 'utf8')) as RunningProduct;
}
