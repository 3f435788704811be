import { expect, it } from 'vitest';
import { safeNextPath } from './safe-next-path';

it.each([
  ['/shows/abc?tab=1', '/shows/abc?tab=1'],
  ['//evil.example', '/shows'],
  ['/\\evil.example', '/shows'],
  ['/\t/evil.example', '/shows'],
  ['https://evil.example', '/shows'],
  ['javascript:alert(1)', '/shows'],
  [undefined, '/shows'],
])('sends %s to %s', (next, path) => expect(safeNextPath(next)).toBe(path));
