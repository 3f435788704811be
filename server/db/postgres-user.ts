import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root; started by root, it runs as this system user. */
const SYSTEM_USER = 'stream-buddy';

export interface PostgresUser {
  name: string;
  uid: number;
  gid: number;
}

/** @returns null when the present user can run PostgreSQL himself. */
export async function findPostgresUser(): Promise<PostgresUser | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await lookUp();
  if (known !== null) return known;
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      SYSTEM_USER,
    ]);
  } catch (error) {
    throw new Error(
      `PostgreSQL does not run as root, and the system user "${SYSTEM_USER}" could not be made. Add that user, or start Stream Buddy as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    );
  }
  const made = await lookUp();
  if (made === null) throw new Error(`useradd made no user "${SYSTEM_USER}".`);
  return made;
}

/**
 * The database user must be able to enter every folder above its data. We open none but our own: that decision is the
 * operator's.
 * @throws a line that names the closed folder.
 */
export async function assertReachable(dir: string, user: PostgresUser): Promise<void> {
  const above: string[] = [];
  for (let at = path.dirname(dir); ; at = path.dirname(at)) {
    above.unshift(at);
    if (at === path.dirname(at)) break;
  }
  for (const folder of above) {
    const { mode, uid, gid } = await stat(folder);
    const may = uid === user.uid ? mode & 0o100 : gid === user.gid ? mode & 0o010 : mode & 0o001;
    if (may) continue;
    throw new Error(
      `The database runs as the user "${user.name}", who may not enter ${folder}. Set DATA_DIR to a folder open to others (such as /var/lib/stream-buddy), or run: chmod o+x ${folder}`,
    );
  }
}

async function lookUp(): Promise<PostgresUser | null> {
  const passwd = await readFile('/etc/passwd', 'utf8');
  const line = passwd.split('\n').find((entry) => entry.startsWith(`${SYSTEM_USER}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined
    ? null
    : { name: SYSTEM_USER, uid: Number(uid), gid: Number(gid) };
}
