import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readCommand } from './read-command';

interface Holder {
  pid: number;
  /** Tells a process from a later one that got the same number. */
  startedAt: string;
}

/**
 * One supervisor per data folder: two would write one database and one set of recordings.
 * @returns how to give the folder back.
 * @throws a line that names the process which has it.
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = path.join(dataDir, 'supervisor.lock');
  const mine: Holder = { pid: process.pid, startedAt: await startOf(process.pid) };
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, JSON.stringify(mine), { flag: 'wx' });
  try {
    for (let attempt = 0; ; attempt += 1) {
      // A link either is made or exists already: no moment in which two hold the folder.
      const isLinked = await link(draft, file).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (isLinked) return () => release(file, mine);
      const holder = await readHolder(file);
      if (holder !== null && (await isAlive(holder)))
        throw new Error(
          `Stream Buddy runs already on ${dataDir} (process ${holder.pid}, "${await readCommand(holder.pid)}"). Stop it, or set DATA_DIR to another folder.`,
        );
      if (attempt > 0) throw new Error(`${file} cannot be taken over. Remove it when no Stream Buddy runs.`);
      await rm(file, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function release(file: string, mine: Holder): Promise<void> {
  const holder = await readHolder(file);
  if (holder?.pid === mine.pid) await rm(file, { force: true });
}

async function readHolder(file: string): Promise<Holder | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    const holder = JSON.parse(text) as Partial<Holder>;
    return typeof holder.pid === 'number' ? { pid: holder.pid, startedAt: holder.startedAt ?? '' } : null;
  } catch {
    // Half a file: its writer died while writing.
    return null;
  }
}

async function isAlive({ pid, startedAt }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return (await startOf(pid)) === startedAt;
}

/** Clock ticks between boot and the start of the process (proc(5) stat, field 22); empty where there is no /proc. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name in field 2 may hold spaces and brackets: count after its last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[19] ?? '';
}
