import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const FOLDER = import.meta.dirname;
const idsIn = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1]!)),
];

it('every rule of SPEC.md is quoted by a test, and every quoted id is a rule', () => {
  const tests = readdirSync(FOLDER).filter((name) => name.endsWith('.test.ts'));
  const quoted = idsIn(
    tests.map((name) => readFileSync(`${FOLDER}/${name}`, 'utf8')).join('\n'),
    /\[(SG\d+)\]/g,
  );
  const rules = idsIn(readFileSync(`${FOLDER}/SPEC.md`, 'utf8'), /\*\*(SG\d+)\*\*/g);
  expect(quoted.sort()).toEqual(rules.sort());
});
