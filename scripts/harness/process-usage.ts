import { readdir, readFile } from 'node:fs/promises';

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
    for (const child of await childrenOf(pid)) {
      queue.push(child);
      const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
      if (command.replaceAll('\0', ' ').includes(needle)) found.push(child);
    }
  }
  return found;
}

/** Linux lists children by the thread that started them: Chromium starts some from threads of their own. */
async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

/** CPU percent of one core over the time of `work`, for each group summed over its pids. Groups may overlap. */
export async function measureCpu(
  groups: readonly (readonly number[])[],
  work: () => Promise<void>,
): Promise<number[]> {
  const pids = [...new Set(groups.flat())];
  const before = await readCpuSeconds(pids);
  const startedMs = performance.now();
  await work();
  const seconds = (performance.now() - startedMs) / 1000;
  const after = await readCpuSeconds(pids);
  const used = (pid: number) => Math.max(0, (after.get(pid) ?? 0) - (before.get(pid) ?? 0));
  return groups.map((group) => (group.reduce((sum, pid) => sum + used(pid), 0) / seconds) * 100);
}

/** A process that is gone is left out. */
async function readCpuSeconds(pids: readonly number[]): Promise<Map<number, number>> {
  const usages = await Promise.all(
    pids.map(async (pid) => [pid, (await readProcessUsage(pid).catch(() => null))?.cpuSeconds] as const),
  );
  return new Map(
    usages.flatMap(([pid, cpuSeconds]) => (cpuSeconds === undefined ? [] : [[pid, cpuSeconds]])),
  );
}
