import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Loaded into every process of a soak by NODE_OPTIONS, never into one that is shipped: collects all garbage every half
 * minute and notes what is left, so that a leak can be told from a heap that finds its size. One JSON line each time, in
 * a file named after the process.
 */
const EVERY_MS = 30_000;

const folder = process.env.SOAK_HEAP_DIR;
setFlagsFromString('--expose-gc');
/** @type {() => void} */
const collect = runInNewContext('gc');

if (folder !== undefined)
  setInterval(() => {
    // The second one takes what finalisers of the first let go of.
    collect();
    collect();
    const line = {
      atMs: performance.timeOrigin + performance.now(),
      heapUsed: process.memoryUsage().heapUsed,
    };
    appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(line)}\n`);
  }, EVERY_MS).unref();
