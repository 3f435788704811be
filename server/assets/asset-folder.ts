import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, opendir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Ids are ours and become file names; anything else never reaches the disk. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Recordings and the database live on the same disk: they must not run out of room because of an upload. */
const DISK_RESERVE_BYTES = 1024 ** 3;

export type AssetPart = 'file' | 'thumbnail';
const FOLDERS: Readonly<Record<AssetPart, string>> = { file: 'files', thumbnail: 'thumbnails' };

/**
 * The library's files on disk, each under the id of its asset: `files/<id>`, `thumbnails/<id>`, and what is on its way in
 * `uploads`. A file appears whole by a rename within this folder, so several web processes may share it. Names that people
 * gave are never part of a path.
 */
export class AssetFolder {
  constructor(readonly root: string) {}

  async make(): Promise<void> {
    for (const folder of [...Object.values(FOLDERS), UPLOADS])
      await mkdir(path.join(this.root, folder), { recursive: true, mode: 0o750 });
  }

  /** Of tus: unfinished uploads and what it knows of them. */
  get uploadsPath(): string {
    return path.join(this.root, UPLOADS);
  }

  uploadPath(id: string): string {
    return path.join(this.uploadsPath, checked(id));
  }

  /** A file beside the uploads, to be renamed into place. */
  draftPath(id: string, part: AssetPart): string {
    return path.join(this.uploadsPath, `${checked(id)}.${part}${DRAFT}`);
  }

  pathOf(id: string, part: AssetPart): string {
    return path.join(this.root, FOLDERS[part], checked(id));
  }

  /** Puts a finished file in its place, on disk before it has its name. */
  async adopt(from: string, id: string, part: AssetPart): Promise<void> {
    const handle = await open(from, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(from, this.pathOf(id, part));
  }

  /** Gone already is gone. */
  async remove(id: string): Promise<void> {
    await Promise.all([
      rm(this.pathOf(id, 'file'), { force: true }),
      rm(this.pathOf(id, 'thumbnail'), { force: true }),
    ]);
  }

  async removeUpload(id: string): Promise<void> {
    const upload = this.uploadPath(id);
    const parts = [upload, `${upload}.json`, this.draftPath(id, 'file'), this.draftPath(id, 'thumbnail')];
    await Promise.all(parts.map((part) => rm(part, { force: true })));
  }

  /** Whether `bytes` more leave the disk enough room for recordings and database. */
  async hasRoomFor(bytes: number): Promise<boolean> {
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize - bytes > DISK_RESERVE_BYTES;
  }

  /**
   * Throws away uploads to which nothing was added for `abandonedMs`, and files that no asset claims any more: a process
   * died between writing the one and the other. @returns how many of each.
   */
  async sweep(sweep: {
    nowMs: number;
    abandonedMs: number;
    isKnown: (assetId: string) => Promise<boolean>;
  }): Promise<{ uploads: number; files: number }> {
    const isOld = async (file: string): Promise<boolean> => {
      const mtimeMs = await stat(file).then(
        (stats) => stats.mtimeMs,
        () => null,
      );
      return mtimeMs !== null && sweep.nowMs - mtimeMs > sweep.abandonedMs;
    };
    let uploads = 0;
    for await (const entry of await opendir(this.uploadsPath)) {
      if (!entry.isFile()) continue;
      const name = entry.name.split('.')[0] ?? '';
      // The notes of an upload are as old as its beginning: its bytes tell when something was last added.
      const bytes = path.join(this.uploadsPath, name);
      const file = path.join(this.uploadsPath, entry.name);
      if (!ID.test(name) || !(await isOld((await exists(bytes)) ? bytes : file))) continue;
      await rm(file, { force: true });
      if (entry.name === name) uploads++;
    }
    let files = 0;
    for (const part of Object.keys(FOLDERS) as AssetPart[])
      for await (const entry of await opendir(path.join(this.root, FOLDERS[part]))) {
        const file = path.join(this.root, FOLDERS[part], entry.name);
        if (!entry.isFile() || !ID.test(entry.name) || !(await isOld(file))) continue;
        if (await sweep.isKnown(entry.name)) continue;
        await rm(file, { force: true });
        files++;
      }
    return { uploads, files };
  }
}

/** SHA-256 in hex, read in pieces. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

const UPLOADS = 'uploads';
const DRAFT = '.draft';

function checked(id: string): string {
  if (!ID.test(id)) throw new Error('an id that is none of ours was asked for');
  return id;
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
