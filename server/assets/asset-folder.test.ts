import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AssetFolder } from './asset-folder';
import { readUploads } from './read-uploads';

const HOUR_MS = 60 * 60_000;
let folder: AssetFolder;
beforeEach(async () => {
  folder = new AssetFolder(await mkdtemp(path.join(tmpdir(), 'sb-folder-')));
  await folder.make();
});
afterEach(() => rm(folder.root, { recursive: true }));

async function write(file: string, ageMs: number): Promise<void> {
  await writeFile(file, 'x');
  const at = new Date(Date.now() - ageMs);
  await utimes(file, at, at);
}
const names = async (part: string) => (await readdir(path.join(folder.root, part))).sort();

it.each(['../secrets.json', '..', '', 'a/b', 'a\\b', 'a\0', '.', 'a'.repeat(65), '%2e%2e'])(
  'never leaves its directory for the id %j',
  async (id) => {
    for (const reach of [
      () => folder.pathOf(id, 'file'),
      () => folder.uploadPath(id),
      () => folder.draftPath(id, 'thumbnail'),
    ])
      expect(reach).toThrow('none of ours');
    await expect(folder.remove(id)).rejects.toThrow('none of ours');
  },
);

it('puts a file in its place whole, and removes it with its thumbnail', async () => {
  const draft = folder.draftPath('a1', 'thumbnail');
  await writeFile(draft, 'small');
  await writeFile(folder.uploadPath('a1'), 'large');
  await folder.adopt(draft, 'a1', 'thumbnail');
  await folder.adopt(folder.uploadPath('a1'), 'a1', 'file');
  expect((await stat(folder.pathOf('a1', 'file'))).size).toBe(5);
  expect(await names('uploads')).toEqual([]);
  await folder.remove('a1');
  await folder.remove('a1');
  expect([...(await names('files')), ...(await names('thumbnails'))]).toEqual([]);
});

it('sweeps uploads that nobody goes on with and files that nobody claims, and nothing younger', async () => {
  const uploads = folder.uploadsPath;
  await write(path.join(uploads, 'left'), 30 * HOUR_MS);
  await write(path.join(uploads, 'left.json'), 30 * HOUR_MS);
  await write(path.join(uploads, 'left.file.draft'), 30 * HOUR_MS);
  // Begun long ago, but something was added an hour ago.
  await write(path.join(uploads, 'slow'), HOUR_MS);
  await write(path.join(uploads, 'slow.json'), 30 * HOUR_MS);
  await write(folder.pathOf('known', 'file'), 30 * HOUR_MS);
  await write(folder.pathOf('orphan', 'file'), 30 * HOUR_MS);
  await write(folder.pathOf('new', 'file'), 0);
  const sweep = () =>
    folder.sweep({
      nowMs: Date.now(),
      abandonedMs: 24 * HOUR_MS,
      isKnown: (assetId) => Promise.resolve(assetId === 'known'),
    });
  await sweep();
  expect(await names('uploads')).toEqual(['slow', 'slow.json']);
  expect(await names('files')).toEqual(['known', 'new']);
});

it('counts the uploads of one workspace, and passes over what it cannot read', async () => {
  const notes = (workspaceId: string) => ({ workspaceId, userId: 'u1', userName: 'Sam', fileName: 'a.mp4' });
  const put = (id: string, content: unknown) =>
    writeFile(path.join(folder.uploadsPath, `${id}.json`), JSON.stringify(content));
  await put('a', { size: 10, metadata: notes('w1') });
  await put('b', { size: 20, metadata: notes('w1') });
  await put('c', { size: 40, metadata: notes('w2') });
  await put('d', { size: 80, metadata: {} });
  await writeFile(path.join(folder.uploadsPath, 'e.json'), '{"size": 1');
  expect(await readUploads(folder.uploadsPath, 'w1')).toEqual({ uploads: 2, uploadBytes: 30 });
});
