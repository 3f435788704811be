import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileJournal } from './file-journal';
import { JournalFolder } from './journal-folder';

let folder: string;
let warnings: string[];
const logger = { warn: (_fields: object, message: string) => void warnings.push(message) };
beforeEach(() => {
  warnings = [];
  folder = mkdtempSync(path.join(tmpdir(), 'sb-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (name = 'one') => new FileJournal<{ at: string }>(path.join(folder, `${name}.jsonl`), logger);

describe('FileJournal', () => {
  it('is read by another process as it was written, without being closed', () => {
    const journal = open();
    expect(journal.read()).toEqual([]);
    journal.append({ at: 'a' });
    journal.append({ at: 'zwölf\nLines' });
    const next = open();
    expect(next.read()).toEqual([{ at: 'a' }, { at: 'zwölf\nLines' }]);
    expect(next.bytes).toBe(journal.bytes);
    expect(next.bytes).toBe(statSync(journal.file).size);
  });

  it('can be read by its owner only', () => {
    const journal = open();
    journal.append({ at: 'a' });
    expect(statSync(journal.file).mode & 0o777).toBe(0o600);
    journal.replace([{ at: 'b' }]);
    expect(statSync(journal.file).mode & 0o777).toBe(0o600);
  });

  it('goes on behind half a line', () => {
    const journal = open();
    journal.append({ at: 'a' });
    appendFileSync(journal.file, '\n{"at":"b');
    journal.append({ at: 'c' });
    expect(open().read()).toEqual([{ at: 'a' }, { at: 'c' }]);
    expect(warnings).toEqual(['a line of a journal is not whole: left out']);
  });

  it('holds exactly what it is told to, and takes more behind it', () => {
    const journal = open();
    for (const at of ['a', 'b', 'c']) journal.append({ at });
    journal.replace([{ at: 'b+c' }]);
    journal.append({ at: 'd' });
    expect(open().read()).toEqual([{ at: 'b+c' }, { at: 'd' }]);
    journal.replace([]);
    expect([open().read(), journal.bytes]).toEqual([[], 0]);
    journal.append({ at: 'e' });
    expect(open().read()).toEqual([{ at: 'e' }]);
  });

  it('leaves no empty file behind, and a full one where it is', () => {
    const [empty, full] = [open('empty'), open('full')];
    empty.append({ at: 'a' });
    empty.replace([]);
    full.append({ at: 'a' });
    empty.close();
    full.close();
    expect([existsSync(empty.file), existsSync(full.file)]).toEqual([false, true]);
  });

  it('says once that the disk fails, and throws nothing', () => {
    const journal = new FileJournal(path.join(folder, 'no-such-folder', 'one.jsonl'), logger);
    journal.append({ at: 'a' });
    journal.append({ at: 'b' });
    journal.replace([{ at: 'b' }]);
    expect(warnings).toEqual(['a journal cannot be used: what waits for the database is in memory only']);
    expect(journal.read()).toEqual([]);
  });
});

describe('JournalFolder', () => {
  it('makes itself when it is needed, and names its journals', () => {
    const journals = new JournalFolder(path.join(folder, 'journal', 'shows'), logger);
    expect(journals.names()).toEqual([]);
    journals.open('show-1').append('x');
    journals.open('show2').append('y');
    expect(journals.names().sort()).toEqual(['show-1', 'show2']);
    expect(readFileSync(path.join(folder, 'journal', 'shows', 'show2.jsonl'), 'utf8')).toContain('"y"');
    expect(() => journals.open('../escape')).toThrow('characters');
    expect(warnings).toEqual([]);
  });
});
