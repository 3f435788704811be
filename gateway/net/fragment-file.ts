import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fragmentEnd } from '@/gateway/core/fmp4/fragment';
import {
  AUDIO_TIMESCALE_HZ,
  AUDIO_TRACK_ID,
  VIDEO_TIMESCALE_HZ,
  VIDEO_TRACK_ID,
  durationMsOf,
  withDuration,
} from '@/gateway/core/fmp4/init-segment';

/** A fragmented MP4 on disk, only ever appended to. After a crash it is cut behind its last whole fragment and goes on. */
export interface ResumePoint {
  /** Bytes of ftyp + moov at the start. */
  initBytes: Buffer;
  sequence: number;
  endByTrack: Map<number, number>;
}

/** Boxes of one file looked at when it is opened: 1 s fragments of a day, two boxes each. */
const BOXES_MAX = 200_000;
/** ftyp and moov of ours have less than 1.5 KB. */
const HEAD_BYTES_MAX = 4_096;

export class FragmentFile {
  readonly #handle: FileHandle;
  /** Of whole pieces on the way to the disk. */
  #bytes: number;
  #waitingBytes = 0;
  #chain: Promise<void> = Promise.resolve();

  private constructor(handle: FileHandle, bytes: number) {
    this.#handle = handle;
    this.#bytes = bytes;
  }

  /** Opens or creates the file. `resume` is null when it starts empty. */
  static async open(path: string): Promise<{ file: FragmentFile; resume: ResumePoint | null }> {
    mkdirSync(dirname(path), { recursive: true });
    const handle = await open(path, 'a+', 0o600).then(async (created) => {
      await created.close();
      return open(path, 'r+');
    });
    const found = await findEnd(handle);
    await handle.truncate(found.wholeBytes);
    return { file: new FragmentFile(handle, found.wholeBytes), resume: found.resume };
  }

  /**
   * Finishes a file whose writer died: cut behind its last whole fragment, true length in its head. A file that is
   * finished, or has no whole fragment, is left as it is.
   * @returns its length, or null when there was nothing to do.
   */
  static async complete(path: string): Promise<number | null> {
    const handle = await open(path, 'r+');
    try {
      if (durationMsOf(await readAt(handle, 0, HEAD_BYTES_MAX)) !== 0) return null;
      const { wholeBytes, resume } = await findEnd(handle);
      if (resume === null) return null;
      const ends = [
        (resume.endByTrack.get(VIDEO_TRACK_ID) ?? 0) / VIDEO_TIMESCALE_HZ,
        (resume.endByTrack.get(AUDIO_TRACK_ID) ?? 0) / AUDIO_TIMESCALE_HZ,
      ];
      const durationMs = Math.round(Math.max(...ends) * 1_000);
      await handle.truncate(wholeBytes);
      const head = withDuration(resume.initBytes, durationMs);
      await handle.write(head, 0, head.length, 0);
      await handle.sync();
      return durationMs;
    } finally {
      await handle.close();
    }
  }

  /** On disk, in whole pieces. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Given to `append` and not on disk yet. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** A piece is written whole or not at all: what a full disk took of it is cut off again. */
  append(bytes: Buffer): Promise<void> {
    this.#waitingBytes += bytes.length;
    return this.#queue(async () => {
      try {
        await this.#write(bytes, this.#bytes);
        this.#bytes += bytes.length;
      } catch (error) {
        await this.#handle.truncate(this.#bytes).catch(() => undefined);
        throw error;
      } finally {
        this.#waitingBytes -= bytes.length;
      }
    });
  }

  /** Writes over the start of the file; the length must not change. */
  rewriteStart(bytes: Buffer): Promise<void> {
    return this.#queue(() => this.#write(bytes, 0));
  }

  async close(): Promise<void> {
    await this.#chain;
    await this.#handle.sync();
    await this.#handle.close();
  }

  /** A disk that is nearly full takes a part, and says no to the rest only when asked again. */
  async #write(bytes: Buffer, position: number): Promise<void> {
    for (let written = 0; written < bytes.length;) {
      const rest = bytes.length - written;
      const { bytesWritten } = await this.#handle.write(bytes, written, rest, position + written);
      if (bytesWritten === 0) throw new Error('The disk took nothing.');
      written += bytesWritten;
    }
  }

  #queue(work: () => Promise<void>): Promise<void> {
    const done = this.#chain.then(work);
    this.#chain = done.catch(() => undefined);
    return done;
  }
}

async function findEnd(handle: FileHandle): Promise<{ wholeBytes: number; resume: ResumePoint | null }> {
  const { size } = await handle.stat();
  let position = 0;
  let wholeBytes = 0;
  let moof: { start: number; size: number } | null = null;
  let last: { start: number; size: number } | null = null;
  let initBytes = 0;
  for (let count = 0; count < BOXES_MAX && position + 8 <= size; count += 1) {
    const head = await readAt(handle, position, 8);
    const boxSize = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    if (boxSize < 8 || position + boxSize > size) break;
    if (type === 'moov') {
      initBytes = position + boxSize;
      wholeBytes = initBytes;
    }
    if (type === 'moof') moof = { start: position, size: boxSize };
    if (type === 'mdat' && moof !== null) {
      last = moof;
      wholeBytes = position + boxSize;
    }
    position += boxSize;
  }
  if (initBytes === 0 || last === null) return { wholeBytes: 0, resume: null };
  const end = fragmentEnd(await readAt(handle, last.start, last.size));
  if (end === null) return { wholeBytes: 0, resume: null };
  return { wholeBytes, resume: { initBytes: await readAt(handle, 0, initBytes), ...end } };
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await handle.read(bytes, 0, length, position);
  return bytes;
}
