import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes that are alive after a full collection: the JavaScript heap and what its buffers hold outside. */
export function liveBytes(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

let gc: (() => void) | null = null;

/** Twice: the first frees what the second finds no longer held by finalisers. */
function collect(): void {
  if (gc === null) {
    setFlagsFromString('--expose_gc');
    gc = runInNewContext('gc') as () => void;
  }
  gc();
  gc();
}
