import { readFile } from 'node:fs/promises';

/** USER_HZ is 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface ProcessUsage {
  cpuSeconds: number;
  rssMb: number;
}

/** CPU time and resident memory of one process (Linux: /proc). @throws when it is gone. */
export async function readProcessUsage(pid: number): Promise<ProcessUsage> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The command may hold spaces and parentheses: fields are counted after the last ')'.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const rssKb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    rssMb: rssKb / 1024,
  };
}

/** Pids of all descendants of a process whose command line contains `needle`. */
export async function findDescendants(rootPid: number, needle: string): Promise<number[]> {
  const found: number[] = [];
  const queue = [rootPid];
  while (queue.length > 0) {
    const pid = queue.shift()!;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    for (const child of children.split(' ').filter(Boolean).map(Number)) {
      queue.push(child);
      const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
      if (command.replaceAll('\0', ' ').includes(needle)) found.push(child);
    }
  }
  return found;
}

/** CPU percent of one core over the time of `work`, summed over `pids`. */
export async function measureCpu(pids: readonly number[], work: () => Promise<void>): Promise<number> {
  const before = await Promise.all(pids.map(readProcessUsage));
  const startedMs = performance.now();
  await work();
  const seconds = (performance.now() - startedMs) / 1000;
  const after = await Promise.all(pids.map((pid) => readProcessUsage(pid).catch(() => null)));
  let used = 0;
  for (const [index, usage] of after.entries())
    used += usage === null ? 0 : usage.cpuSeconds - before[index]!.cpuSeconds;
  return (used / seconds) * 100;
}
