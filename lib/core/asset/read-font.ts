/** What is known of a font file by its tables. */
export interface FontFacts {
  contentType: 'font/woff2' | 'font/woff' | 'font/ttf' | 'font/otf';
}

export type FontProblem =
  /** Too short for what its header promises, or a table lies outside the file. */
  | 'truncated'
  /** No font, or one that this reader does not know (collections among them). */
  | 'not-a-font'
  /** Without the tables that a browser needs to draw a letter. */
  | 'no-letters';

type FontResult = { ok: true; value: FontFacts } | { ok: false; problem: FontProblem };

/** More than any font has; a header that says more is no font's. */
const TABLES_MAX = 256;
/** OpenType §"Required Tables"; glyphs are in one of the second row. */
const NEEDED = ['cmap', 'head', 'hhea', 'hmtx', 'maxp'];
const GLYPHS = ['glyf', 'CFF ', 'CFF2', 'sbix', 'CBDT'];

/**
 * Checks a font's header and directory: sizes must agree with the file to the byte, so that nothing else can hang on it.
 * The letters themselves are the browser's to check (it sanitises fonts). Never throws, never allocates by a stated size.
 */
export function readFont(bytes: Uint8Array): FontResult {
  if (bytes.byteLength < 12) return { ok: false, problem: 'truncated' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (tagAt(view, 0)) {
    case 'wOF2':
      return readWoff2(view);
    case 'wOFF':
      return readWoff(view);
    case '\0\x01\0\0':
    case 'true':
      return readDirectory(view, 'font/ttf');
    case 'OTTO':
      return readDirectory(view, 'font/otf');
    default:
      return { ok: false, problem: 'not-a-font' };
  }
}

/** OpenType §"Table Directory": 12 bytes, then 16 a table. */
function readDirectory(view: DataView, contentType: 'font/ttf' | 'font/otf'): FontResult {
  const tables = view.getUint16(4);
  if (tables === 0 || tables > TABLES_MAX) return { ok: false, problem: 'not-a-font' };
  if (view.byteLength < 12 + 16 * tables) return { ok: false, problem: 'truncated' };
  const tags: string[] = [];
  let end = 12 + 16 * tables;
  for (let at = 12; at < 12 + 16 * tables; at += 16) {
    tags.push(tagAt(view, at));
    end = Math.max(end, view.getUint32(at + 8) + view.getUint32(at + 12));
  }
  if (end > view.byteLength) return { ok: false, problem: 'truncated' };
  // Tables are padded to four bytes.
  if (view.byteLength > end + 3) return { ok: false, problem: 'not-a-font' };
  return judgeTables(tags, contentType);
}

/** WOFF 1.0 §3, §4: 44 bytes, then 20 a table. */
function readWoff(view: DataView): FontResult {
  if (view.byteLength < 44) return { ok: false, problem: 'truncated' };
  const tables = view.getUint16(12);
  if (tables === 0 || tables > TABLES_MAX) return { ok: false, problem: 'not-a-font' };
  const length = lengthProblem(view, 44 + 20 * tables);
  if (length) return { ok: false, problem: length };
  const tags: string[] = [];
  for (let at = 44; at < 44 + 20 * tables; at += 20) {
    tags.push(tagAt(view, at));
    if (view.getUint32(at + 4) + view.getUint32(at + 8) > view.byteLength)
      return { ok: false, problem: 'truncated' };
  }
  return judgeTables(tags, 'font/woff');
}

/** WOFF2 §5: 48 bytes; the directory after it is packed, and its tables are one Brotli stream of stated length. */
function readWoff2(view: DataView): FontResult {
  if (view.byteLength < 48) return { ok: false, problem: 'truncated' };
  const tables = view.getUint16(12);
  if (tables === 0 || tables > TABLES_MAX) return { ok: false, problem: 'not-a-font' };
  const length = lengthProblem(view, 48 + tables + view.getUint32(20));
  return length ? { ok: false, problem: length } : { ok: true, value: { contentType: 'font/woff2' } };
}

/** The header's `length` is that of the file. */
function lengthProblem(view: DataView, bytesNeeded: number): FontProblem | null {
  const stated = view.getUint32(8);
  if (stated > view.byteLength || bytesNeeded > view.byteLength) return 'truncated';
  return stated === view.byteLength ? null : 'not-a-font';
}

function judgeTables(tags: readonly string[], contentType: FontFacts['contentType']): FontResult {
  const hasAll = NEEDED.every((tag) => tags.includes(tag)) && GLYPHS.some((tag) => tags.includes(tag));
  return hasAll ? { ok: true, value: { contentType } } : { ok: false, problem: 'no-letters' };
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}
