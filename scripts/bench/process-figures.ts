import { readFile } from 'node:fs/promises';

/** CPU time and resident memory of a process, all threads, from /proc: benches run on Linux. */
export interface ProcessFigures {
  cpuMs: number;
  /** What is mapped, pages shared with other processes counted whole. */
  rssMb: number;
  /** What the process costs the machine: shared pages (the node binary above all) divided among those that map them. */
  pssMb: number;
  /** Pages no file backs: heaps, stacks, WASM memories. */
  anonymousMb: number;
}

/** Linux reports CPU time in ticks of 10 ms (USER_HZ = 100 on every architecture that Node supports). */
const TICK_MS = 10;

export async function readProcess(pid: number): Promise<ProcessFigures> {
  const [stat, smaps] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/smaps_rollup`, 'utf8'),
  ]);
  // Fields after the name in parentheses: utime is the 12th, stime the 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(smaps)?.[1] ?? 0) / 1024);
  return {
    cpuMs: ticks * TICK_MS,
    rssMb: megabytes('Rss'),
    pssMb: megabytes('Pss'),
    anonymousMb: megabytes('Anonymous'),
  };
}

/** @param fraction - 0..1. @returns NaN of nothing. */
export function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? NaN;
}
