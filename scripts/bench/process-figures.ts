import { readFile } from 'node:fs/promises';

/** CPU time and resident memory of a process, all threads, from /proc: benches run on Linux. */
export interface ProcessFigures {
  cpuMs: number;
  rssMb: number;
}

/** Linux reports CPU time in ticks of 10 ms (USER_HZ = 100 on every architecture that Node supports). */
const TICK_MS = 10;

export async function readProcess(pid: number): Promise<ProcessFigures> {
  const [stat, status] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile(`/proc/${pid}/status`, 'utf8')]);
  // Fields after the name in parentheses: utime is the 12th, stime the 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const rssKb = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
  return { cpuMs: ticks * TICK_MS, rssMb: Math.round(rssKb / 1024) };
}

/** @param fraction - 0..1. @returns NaN of nothing. */
export function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? NaN;
}
