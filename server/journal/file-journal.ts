import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Journal } from '../store-queue';

interface JournalLogger {
  warn(fields: object, message: string): void;
}

const OWNER_ONLY = 0o600;

/**
 * A journal as a file of lines. Synchronous and without fsync: what was appended outlives this process, however it ends;
 * a power cut may cost the last seconds. A disk that fails is logged and costs only this safety: shows go on.
 */
export class FileJournal<T> implements Journal<T> {
  #handle: number | null = null;
  #bytes = 0;
  #isFailing = false;

  constructor(
    readonly file: string,
    readonly logger: JournalLogger,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  read(): T[] {
    let text = '';
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#complain(error);
    }
    this.#bytes = Buffer.byteLength(text);
    return text.split('\n').flatMap((line) => this.#parse(line));
  }

  append(item: T): void {
    this.#attempt(() => {
      // In front: half a line of a write that failed must not spoil the next one.
      const text = `\n${JSON.stringify(item)}`;
      this.#handle ??= openSync(this.file, 'a', OWNER_ONLY);
      appendFileSync(this.#handle, text);
      this.#bytes += Buffer.byteLength(text);
    });
  }

  replace(items: readonly T[]): void {
    this.#attempt(() => {
      if (items.length === 0) return this.#empty();
      const text = items.map((item) => `\n${JSON.stringify(item)}`).join('');
      const draft = `${this.file}.new`;
      writeFileSync(draft, text, { mode: OWNER_ONLY });
      this.#closeHandle();
      renameSync(draft, this.file);
      this.#bytes = Buffer.byteLength(text);
    });
  }

  close(): void {
    this.#attempt(() => {
      this.#closeHandle();
      if (this.#bytes === 0) rmSync(this.file, { force: true });
    });
  }

  #empty(): void {
    if (this.#handle !== null) ftruncateSync(this.#handle, 0);
    else rmSync(this.file, { force: true });
    this.#bytes = 0;
  }

  #closeHandle(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  #parse(line: string): T[] {
    if (line === '') return [];
    try {
      return [JSON.parse(line) as T];
    } catch (error) {
      this.logger.warn({ file: this.file, err: error }, 'a line of a journal is not whole: left out');
      return [];
    }
  }

  #attempt(act: () => void): void {
    try {
      act();
      this.#isFailing = false;
    } catch (error) {
      this.#complain(error);
    }
  }

  /** Once, not for every command while a disk is full. */
  #complain(error: unknown): void {
    if (!this.#isFailing)
      this.logger.warn(
        { file: this.file, err: error },
        'a journal cannot be used: what waits for the database is in memory only',
      );
    this.#isFailing = true;
  }
}
