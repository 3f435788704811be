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
  #bytes: number;
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

  get bytes(): number {
    return this.#bytes;
  }

  append(bytes: Buffer): Promise<void> {
    const position = this.#bytes;
    this.#bytes += bytes.length;
    return this.#queue(async () => void (await this.#handle.write(bytes, 0, bytes.length, position)));
  }

  /** Writes over the start of the file; the length must not change. */
  rewriteStart(bytes: Buffer): Promise<void> {
    return this.#queue(async () => void (await this.#handle.write(bytes, 0, bytes.length, 0)));
  }

  async close(): Promise<void> {
    await this.#chain;
    await this.#handle.sync();
    await this.#handle.close();
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
