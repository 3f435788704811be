import { describe, expect, it } from 'vitest';
import { graphicSpecSchema, type GraphicSpec } from '../contract/graphic';
import { fitGraphicSpec, GRAPHIC_CHARS } from './fit-graphic-spec';

const third = (title: string, subtitle = ''): GraphicSpec => ({
  kind: 'lower-third',
  title,
  subtitle,
  seatId: null,
  align: 'left',
});

describe('fitGraphicSpec', () => {
  it.each<[string, GraphicSpec, GraphicSpec, string[]]>([
    ['text that fits', third('Ada', 'Engineer'), third('Ada', 'Engineer'), []],
    ['line breaks and tabs', third('  Ada\n\tLovelace '), third('Ada Lovelace'), []],
    ['control characters and half characters', third('A\u0007d\ud800a'), third('Ada'), []],
    ['a long title', third('x'.repeat(99)), third(`${'x'.repeat(GRAPHIC_CHARS.title - 1)}…`), ['title']],
    [
      'a family of emoji at the cut, which stays whole or goes',
      third(`${'x'.repeat(GRAPHIC_CHARS.title - 4)}👨‍👩‍👧‍👦👨‍👩‍👧‍👦`),
      third(`${'x'.repeat(GRAPHIC_CHARS.title - 4)}…`),
      ['title'],
    ],
    [
      'empty and long items of a ticker',
      { kind: 'ticker', label: '', items: ['One', ' ', 'y'.repeat(200)], speedPxPerSecond: 120 },
      {
        kind: 'ticker',
        label: '',
        items: ['One', `${'y'.repeat(GRAPHIC_CHARS.tickerItem - 1)}…`],
        speedPxPerSecond: 120,
      },
      ['items.2'],
    ],
  ])('answers %s', (_name, spec, fitted, cut) => {
    expect(fitGraphicSpec(spec)).toEqual({ spec: fitted, cut });
    expect(fitGraphicSpec(fitted)).toEqual({ spec: fitted, cut: [] });
  });
});

describe('graphicSpecSchema', () => {
  const clock = { kind: 'clock', label: '', hours: 24, showsSeconds: true, corner: 'top-left' } as const;

  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Mars/Olympus', false],
    ['', false],
  ])('takes the time zone %j: %s', (timeZone, isTaken) => {
    expect(graphicSpecSchema.safeParse({ ...clock, timeZone }).success).toBe(isTaken);
  });

  it('refuses an image that is none', () => {
    expect(
      graphicSpecSchema.safeParse({ kind: 'image', place: 'full', dataUrl: 'javascript:alert(1)' }).success,
    ).toBe(false);
  });
});
