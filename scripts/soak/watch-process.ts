import { readdir } from 'node:fs/promises';
import { readProcess } from '../bench/process-figures';
import { slopePerHour, type Sample } from './trend';

export interface Growth {
  process: string;
  rssMbFirst: number;
  rssMbLast: number;
  rssMbPerHour: number;
  descriptorsFirst: number;
  descriptorsLast: number;
  descriptorsPerHour: number;
  threadsLast: number;
}

/** Memory, descriptors and threads of one process over time (Linux: /proc). */
export class WatchedProcess {
  readonly #name: string;
  readonly #memory: Sample[] = [];
  readonly #descriptors: Sample[] = [];
  #threads = 0;

  constructor(name: string) {
    this.#name = name;
  }

  async sample(pid: number): Promise<void> {
    const [{ rssMb }, descriptors, threads] = await Promise.all([
      readProcess(pid),
      readdir(`/proc/${pid}/fd`),
      readdir(`/proc/${pid}/task`),
    ]);
    const atMs = performance.now();
    this.#memory.push({ atMs, value: rssMb });
    this.#descriptors.push({ atMs, value: descriptors.length });
    this.#threads = threads.length;
  }

  /** The first third is warming up: heaps find their size. */
  growth(): Growth {
    const warmFrom = Math.floor(this.#memory.length / 3);
    const warm = this.#memory.slice(warmFrom);
    const descriptors = this.#descriptors.slice(warmFrom);
    return {
      process: this.#name,
      rssMbFirst: warm[0]?.value ?? NaN,
      rssMbLast: warm.at(-1)?.value ?? NaN,
      rssMbPerHour: Math.round(slopePerHour(warm)),
      descriptorsFirst: descriptors[0]?.value ?? NaN,
      descriptorsLast: descriptors.at(-1)?.value ?? NaN,
      descriptorsPerHour: Math.round(slopePerHour(descriptors) * 10) / 10,
      threadsLast: this.#threads,
    };
  }
}
