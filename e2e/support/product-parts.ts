import { readFile, readdir } from 'node:fs/promises';

/** The process of one part of the product, found among the supervisor's children. */
export async function findPart(supervisorPid: number, part: 'web' | 'postgres'): Promise<number | null> {
  const wanted = part === 'web' ? /dist\/server\/main\.js/ : /\/bin\/postgres\0-D/;
  for (const pid of await childrenOf(supervisorPid)) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (wanted.test(command)) return pid;
  }
  return null;
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const children: number[] = [];
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The name in parentheses may hold spaces: the fields that count come after it.
    const parentOf = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (parentOf === parent) children.push(pid);
  }
  return children;
}
