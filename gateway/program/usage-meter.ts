import { performance } from 'node:perf_hooks';
import type { WorkerUsage } from './messages';

/** CPU of this process in percent of one core, over at least half a second, and its resident memory. */
const SPAN_MS_MIN = 500;

export class UsageMeter {
  #since = { cpu: process.cpuUsage(), atMs: performance.now() };
  #cpuPercent = 0;

  read(): WorkerUsage {
    const nowMs = performance.now();
    const spanMs = nowMs - this.#since.atMs;
    if (spanMs >= SPAN_MS_MIN) {
      const used = process.cpuUsage(this.#since.cpu);
      // Microseconds over milliseconds: x / 1000 / span * 100.
      this.#cpuPercent = Math.round((used.user + used.system) / spanMs) / 10;
      this.#since = { cpu: process.cpuUsage(), atMs: nowMs };
    }
    return { cpuPercent: this.#cpuPercent, rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024) };
  }
}
