import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * A rule that no test quotes is a wish. Rules stand in SPEC.md files, as `**AB1**` or as the first cell of a table's row;
 * some that only a reader of one algorithm needs stand in the comment at its head (`AB1 it does this`). Tests quote
 * them in their titles: `[AB1]`, or several with spaces between.
 */
const FOLDERS = ['app', 'components', 'e2e', 'gateway', 'lib', 'scripts', 'server'];
/** Where a comment holds the rules, and of which family. */
const COMMENTS = [
  ['gateway/core/forward/stream-splicer.ts', 'SP'],
  ['gateway/core/forward/pacer.ts', 'PA'],
  ['gateway/core/bandwidth/prober.ts', 'PR'],
  ['gateway/core/bandwidth/send-side-estimator.ts', 'SE'],
] as const;
const RULE = /^(?:- \*\*|\| )([A-Z]{2}\d+)(?:\*\*| \|)/gm;
const TEST = /\.(test|spec)\.tsx?$/;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
);
const read = (file: string): string => readFileSync(file, 'utf8');
const specs = files.filter((file) => path.basename(file) === 'SPEC.md');
const idsIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap((match) => (match[1] ?? '').split(' '));
const rulesOf = (area: string): string[] => [
  ...specs.filter((file) => areaOf(file) === area).flatMap((file) => idsIn(read(file), RULE)),
  ...COMMENTS.filter(([file]) => areaOf(file) === area).flatMap(([file, family]) =>
    idsIn(headOf(read(file)), new RegExp(`\\b(${family}\\d+) `, 'g')),
  ),
];
const quotedIn = (area: string): string[] =>
  files
    .filter((file) => TEST.test(file) && areaOf(file) === area)
    .flatMap((file) => idsIn(read(file), /\[([A-Z]{2}\d+(?: [A-Z]{2}\d+)*)\]/g));

it('every SPEC.md has rules that are found', () => {
  expect(specs.length).toBeGreaterThan(4);
  for (const file of specs) expect([file, idsIn(read(file), RULE).length > 5]).toEqual([file, true]);
});

describe.each(['show', 'media'])('the rules of the %s', (area) => {
  const rules = rulesOf(area);
  const families = new Set(rules.map(familyOf));
  const quoted = new Set(quotedIn(area).filter((id) => families.has(familyOf(id))));

  it('have an id each', () => expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]));

  it('are each quoted by a test', () => expect(rules.filter((id) => !quoted.has(id))).toEqual([]));

  it('are all that tests quote', () => expect([...quoted].filter((id) => !rules.includes(id))).toEqual([]));
});

/** Ids are told apart within one: a seat's SE1 is not the estimator's. */
function areaOf(file: string): string {
  return file.startsWith('gateway/') ? 'media' : 'show';
}

function familyOf(id: string): string {
  return id.slice(0, 2);
}

/** The file's first long comment, one line. */
function headOf(source: string): string {
  const comment = /\/\*\*(.*?)\*\//s.exec(source)?.[1] ?? '';
  return comment.replaceAll(/\s+\*?\s*/g, ' ');
}
