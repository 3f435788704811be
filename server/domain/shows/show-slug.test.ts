import { describe, expect, it } from 'vitest';
import { slugCandidates, slugify } from './show-slug';

describe('slugify', () => {
  it.each([
    ['Sunday Show', 'sunday-show'],
    ['  Café — Señor!  ', 'cafe-senor'],
    ['Ｆｕｌｌ ｗｉｄｔｈ №1', 'full-width-no1'],
    ['../../admin', 'admin'],
    ['___', 'show'],
    ['🎉🎉', 'show'],
    ['日本語', 'show'],
    ['', 'show'],
    ['a'.repeat(100), 'a'.repeat(48)],
    [`${'a'.repeat(47)} b`, 'a'.repeat(47)],
  ])('turns %j into %s', (title, slug) => {
    expect(slugify(title)).toBe(slug);
  });

  it('only ever makes what fits into an address', () => {
    for (let code = 0; code < 0x3000; code += 7) {
      expect(slugify(`x${String.fromCodePoint(code)}y`)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
  });
});

describe('slugCandidates', () => {
  it('begins with the plain name and goes on with endings of chance', () => {
    let n = 0;
    const newId = () => `id-${String((n += 1)).padStart(8, '0')}`;
    expect(slugCandidates('Sunday Show', newId)).toEqual([
      'sunday-show',
      'sunday-show-00001',
      'sunday-show-00002',
      'sunday-show-00003',
      'sunday-show-00004',
      'sunday-show-00005',
    ]);
  });
});
