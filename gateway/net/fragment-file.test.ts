import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FragmentFile } from './fragment-file';

let dir: string;
let path: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fragments-'));
  path = join(dir, 'a.mp4');
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(dir, { recursive: true, force: true });
});

/** A real file on a disk with room for so many bytes, which takes three at a time. */
async function nearlyFullDisk(room: number): Promise<FragmentFile> {
  const { file } = await FragmentFile.open(path);
  const other = await open(path, 'r+');
  const handles = Object.getPrototypeOf(other) as FileHandle;
  await other.close();
  const original = Reflect.get(handles, 'write') as (...args: unknown[]) => Promise<{ bytesWritten: number }>;
  let left = room;
  vi.spyOn(handles, 'write').mockImplementation(async function (this: FileHandle, ...args: unknown[]) {
    if (left === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const [bytes, from, length, position] = args as [Buffer, number, number, number];
    const part = Math.min(3, length, left);
    left -= part;
    return original.call(this, bytes, from, part, position);
  } as never);
  return file;
}

describe('a file of fragments', () => {
  it('is written whole by a disk that takes a part at a time', async () => {
    const file = await nearlyFullDisk(100);
    const pieces = ['first piece', 'second'].map((text) => file.append(Buffer.from(text)));
    expect([file.bytes, file.waitingBytes]).toEqual([0, 17]);
    await Promise.all(pieces);
    expect([file.bytes, file.waitingBytes]).toEqual([17, 0]);
    expect(await readFile(path, 'utf8')).toBe('first piecesecond');
    await file.close();
  });

  it('ends behind its last whole piece when the disk is full', async () => {
    const file = await nearlyFullDisk(14);
    await file.append(Buffer.from('first piece'));
    await expect(file.append(Buffer.from('second'))).rejects.toThrow(/no space/);
    expect([file.bytes, file.waitingBytes]).toEqual([11, 0]);
    expect(await readFile(path, 'utf8')).toBe('first piece');
    await file.close();
  });
});
