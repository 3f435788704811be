import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Journal } from '../store-queue';
import { FileJournal } from './file-journal';

const ENDING = '.jsonl';
const NAME = /^[\w-]+$/;

/** The journals of one kind of thing, one file each in DATA_DIR/journal. Only one web process may use a data folder. */
export class JournalFolder {
  constructor(
    readonly folder: string,
    readonly logger: { warn(fields: object, message: string): void },
  ) {}

  /** @param name - an id of ours: letters, digits, hyphens. @throws on any other, since it becomes a file's name. */
  open<T>(name: string): Journal<T> {
    if (!NAME.test(name)) throw new Error('the name of a journal has characters that a file should not');
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      this.logger.warn({ err: error }, 'the folder of the journals cannot be made');
    }
    return new FileJournal<T>(path.join(this.folder, name + ENDING), this.logger);
  }

  /** Those that hold something, or may. */
  names(): string[] {
    try {
      return readdirSync(this.folder)
        .filter((file) => file.endsWith(ENDING))
        .map((file) => file.slice(0, -ENDING.length))
        .filter((name) => NAME.test(name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.logger.warn({ err: error }, 'the folder of the journals cannot be read');
      return [];
    }
  }
}
