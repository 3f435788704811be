import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readProcess } from '../bench/process-figures';
import { slopePerHour, type Sample } from './trend';

export interface Growth {
  process: string;
  rssMbFirst: number;
  rssMbLast: number;
  rssMbPerHour: number;
  /** What is left of V8's heap when all garbage is collected: grows by what is kept, and by code that V8 compiles. */
  heapMbFirst: number;
  heapMbLast: number;
  heapMbPerHour: number;
  descriptorsFirst: number;
  descriptorsLast: number;
  descriptorsPerHour: number;
  threadsLast: number;
}

/** Memory, descriptors and threads of one process over time (Linux: /proc). */
export class WatchedProcess {
  readonly #name: string;
  readonly #heapFolder: string;
  readonly #memory: Sample[] = [];
  readonly #heap: Sample[] = [];
  readonly #descriptors: Sample[] = [];
  #threads = 0;

  /** @param heapFolder - where report-heap.mjs in that process writes. */
  constructor(name: string, heapFolder: string) {
    this.#name = name;
    this.#heapFolder = heapFolder;
  }

  async sample(pid: number): Promise<void> {
    const [{ rssMb }, heap, descriptors, threads] = await Promise.all([
      readProcess(pid),
      readFile(join(this.#heapFolder, `${pid}.jsonl`), 'utf8').catch(() => ''),
      readdir(`/proc/${pid}/fd`),
      readdir(`/proc/${pid}/task`),
    ]);
    const atMs = performance.now();
    this.#memory.push({ atMs, value: rssMb });
    this.#noteHeap(heap);
    this.#descriptors.push({ atMs, value: descriptors.length });
    this.#threads = threads.length;
  }

  /** The first third is warming up: heaps find their size. */
  growth(): Growth {
    const [warm, heap, descriptors] = [this.#memory, this.#heap, this.#descriptors].map((all) =>
      all.slice(Math.floor(all.length / 3)),
    ) as [Sample[], Sample[], Sample[]];
    return {
      process: this.#name,
      rssMbFirst: warm[0]?.value ?? NaN,
      rssMbLast: warm.at(-1)?.value ?? NaN,
      rssMbPerHour: roundToTenth(slopePerHour(warm)),
      heapMbFirst: roundToTenth(heap[0]?.value ?? NaN),
      heapMbLast: roundToTenth(heap.at(-1)?.value ?? NaN),
      heapMbPerHour: roundToTenth(slopePerHour(heap)),
      descriptorsFirst: descriptors[0]?.value ?? NaN,
      descriptorsLast: descriptors.at(-1)?.value ?? NaN,
      descriptorsPerHour: roundToTenth(slopePerHour(descriptors)),
      threadsLast: this.#threads,
    };
  }

  /** The last whole line, once. */
  #noteHeap(lines: string): void {
    const last = lines.slice(0, lines.lastIndexOf('\n')).split('\n').at(-1) ?? '';
    if (last === '') return;
    const { atMs, heapUsed } = JSON.parse(last) as { atMs: number; heapUsed: number };
    if (this.#heap.at(-1)?.atMs !== atMs) this.#heap.push({ atMs, value: heapUsed / 1024 / 1024 });
  }
}

function roundToTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
