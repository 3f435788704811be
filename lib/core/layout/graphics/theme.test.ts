import { expect, it } from 'vitest';
import { DEFAULT_BRAND, themeIdSchema } from '../../contract/brand';
import { readableOn, styleOf, withAlpha } from './theme';

it.each([
  ['keeps a colour that can be read', '#0b1020', '#f5f7fa', '#f5f7fa'],
  ['white on yellow becomes black', '#ffe000', '#ffffff', '#0a0d14'],
  ['dark on dark becomes white', '#101010', '#202020', '#ffffff'],
])('%s', (_name, ground, wanted, color) => expect(readableOn(ground, wanted)).toBe(color));

it.each(themeIdSchema.options)('%s never writes in a colour that cannot be read on its ground', (theme) => {
  const colors = { primary: '#ffffff', accent: '#fff200', text: '#ffffff' };
  const style = styleOf({ ...DEFAULT_BRAND, theme, colors });
  expect([style.text, style.onAccent, style.accentText]).toEqual(['#0a0d14', '#0a0d14', '#0a0d14']);
});

it('writes opacity as the last two digits', () => {
  expect([withAlpha('#123456', 1), withAlpha('#123456', 0.5), withAlpha('#123456', 0)]).toEqual([
    '#123456ff',
    '#12345680',
    '#12345600',
  ]);
});
