import { describe, expect, it } from 'vitest';
import { DEFAULT_BRAND, themeIdSchema, type ThemeId } from '../../contract/brand';
import { graphicSpecSchema, type GraphicSpec, type ProgramGraphic } from '../../contract/graphic';
import type { RasterOp } from '../draw-list';
import { EVERY_SPEC } from './testing/every-spec';
import { graphicOps, layOutGraphics } from './graphic-layer';
import { THEMES } from './theme';

const CANVAS = { width: 1280, height: 720 };
const SHOWN_MS = 1_000_000;

function on(spec: GraphicSpec, times: Partial<ProgramGraphic> = {}): ProgramGraphic {
  return { graphicId: spec.kind, spec, shownAtMs: SHOWN_MS, hiddenAtMs: null, ...times };
}

function layer(items: ProgramGraphic[], theme: ThemeId = 'clean') {
  return layOutGraphics({ items, look: { ...DEFAULT_BRAND, theme } }, CANVAS);
}

const frameOf = (items: ProgramGraphic[], nowMs: number, theme: ThemeId = 'clean') =>
  graphicOps(layer(items, theme), nowMs);

/** One op as a reviewer reads it; what it says is in the key, which other tests cover. */
function describeOp({ spec, x, y, anchorX, anchorY, alpha, clip, reveal, repeats }: RasterOp): string {
  const two = (value: number) => Math.round(value * 100) / 100;
  return [
    spec.kind.padEnd(11),
    `at ${two(x)},${two(y)} anchor ${anchorX},${anchorY} alpha ${two(alpha)}`,
    clip ? ` clip ${two(clip.x)},${two(clip.y)} ${two(clip.width)}x${two(clip.height)}` : '',
    reveal ? ` reveal ${two(reveal.share)} from ${reveal.from}` : '',
    repeats ? ' repeats' : '',
  ].join('');
}

describe('graphicOps', () => {
  it('draws every graphic in every theme as reviewed, coming, there and going', async () => {
    const lines: string[] = [];
    for (const theme of themeIdSchema.options) {
      const { inMs, outMs } = THEMES[theme].motion;
      for (const spec of EVERY_SPEC) {
        lines.push(`${theme} ${spec.kind}${'place' in spec ? ` ${spec.place}` : ''}`);
        const hiddenAtMs = SHOWN_MS + 10_000;
        const moments: [string, number][] = [
          ['start', SHOWN_MS],
          ['a quarter in', SHOWN_MS + inMs / 4],
          ['half in', SHOWN_MS + inMs / 2],
          ['there', SHOWN_MS + inMs],
          ['half out', hiddenAtMs + outMs / 2],
          ['gone', hiddenAtMs + outMs],
        ];
        for (const [name, nowMs] of moments) {
          const times = nowMs >= hiddenAtMs ? { hiddenAtMs } : {};
          const { ops } = frameOf([on(spec, times)], nowMs, theme);
          lines.push(`  ${name}${ops.length === 0 ? ': nothing' : ''}`);
          lines.push(...ops.map((op) => `    ${describeOp(op)}`));
        }
      }
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('testing/graphic-frames.txt');
  });

  it('has an example of every kind', () => {
    const kinds = graphicSpecSchema.options.map((option) => option.shape.kind.value);
    expect(new Set(EVERY_SPEC.map(({ kind }) => kind))).toEqual(new Set(kinds));
    for (const spec of EVERY_SPEC) expect(graphicSpecSchema.parse(spec)).toEqual(spec);
  });

  it.each(themeIdSchema.options)('costs nothing at rest: %s says how long a frame holds', (theme) => {
    const banner: GraphicSpec = { kind: 'banner', text: 'Hello', edge: 'bottom' };
    const { inMs, outMs } = THEMES[theme].motion;
    const untilAt = (nowMs: number, times: Partial<ProgramGraphic> = {}) =>
      frameOf([on(banner, times)], nowMs, theme).untilMs;
    expect(untilAt(SHOWN_MS - 5)).toBe(SHOWN_MS - 5);
    expect(untilAt(SHOWN_MS)).toBe(SHOWN_MS);
    expect(untilAt(SHOWN_MS + inMs)).toBe(Infinity);
    const hiddenAtMs = SHOWN_MS + 5_000;
    expect(untilAt(hiddenAtMs + 1, { hiddenAtMs })).toBe(hiddenAtMs + 1);
    expect(untilAt(hiddenAtMs + outMs, { hiddenAtMs })).toBe(Infinity);
  });

  it('comes back from where it is when it is shown while it goes, and goes from where it is', () => {
    const fade: GraphicSpec = { ...IMAGE, place: 'full' };
    const { inMs, outMs } = THEMES.clean.motion;
    const alphaAt = (nowMs: number, times: Partial<ProgramGraphic>) =>
      frameOf([on(fade, times)], nowMs).ops[0]?.alpha ?? 0;
    const hiddenAtMs = SHOWN_MS + 5_000;
    const again = hiddenAtMs + outMs / 2;
    expect(alphaAt(again, { hiddenAtMs })).toBeCloseTo(0.5);
    expect(alphaAt(again, { hiddenAtMs, shownAtMs: again })).toBeCloseTo(0.5);
    expect(alphaAt(again + inMs / 4, { hiddenAtMs, shownAtMs: again })).toBeCloseTo(0.75);
    const early = SHOWN_MS + inMs / 2;
    expect(alphaAt(early, { hiddenAtMs: early })).toBeCloseTo(0.5);
    expect(alphaAt(early + outMs / 4, { hiddenAtMs: early })).toBeCloseTo(0.25);
  });

  it('draws the first of the list above the others', () => {
    const kinds = frameOf(
      [on({ kind: 'banner', text: 'A', edge: 'top' }), on({ ...IMAGE, place: 'full' })],
      SHOWN_MS + 9_000,
    ).ops.map(({ owner }) => owner);
    expect(kinds).toEqual(['image', 'banner']);
  });

  it('puts a banner on the ticker, and a name on both, moving with them', () => {
    const ticker: GraphicSpec = { kind: 'ticker', label: '', items: ['One'], speedPxPerSecond: 60 };
    const banner: GraphicSpec = { kind: 'banner', text: 'Hello', edge: 'bottom' };
    const third: GraphicSpec = {
      kind: 'lower-third',
      title: 'Ada',
      subtitle: '',
      seatId: null,
      align: 'left',
    };
    const topOf = (items: ProgramGraphic[], owner: string, nowMs = SHOWN_MS + 9_000) =>
      frameOf(items, nowMs).ops.find((op) => op.owner === owner)?.y ?? NaN;
    const alone = topOf([on(third)], 'lower-third');
    expect(topOf([on(third), on(ticker)], 'lower-third')).toBe(alone - 52);
    expect(topOf([on(third), on(ticker), on(banner)], 'lower-third')).toBe(alone - 52 - 68);
    expect(topOf([on(ticker), on(banner)], 'banner')).toBe(720 - 52 - 68);
    const coming = [on(third), on(ticker, { shownAtMs: SHOWN_MS + 9_000 })];
    const half = topOf(coming, 'lower-third', SHOWN_MS + 9_000 + THEMES.clean.motion.inMs / 2);
    expect(half).toBeLessThan(alone);
    expect(half).toBeGreaterThan(alone - 52);
  });

  it('runs a ticker by server time alone: any browser, any frame rate, the same place', () => {
    const ticker: GraphicSpec = { kind: 'ticker', label: '', items: ['One', 'Two'], speedPxPerSecond: 120 };
    const stripX = (nowMs: number) => frameOf([on(ticker)], nowMs).ops.find(({ repeats }) => repeats)?.x;
    expect(stripX(SHOWN_MS + 1_000)).toBe(1280 - 120);
    expect(stripX(SHOWN_MS + 100_000)).toBe(1280 - 12_000);
    expect(frameOf([on(ticker)], SHOWN_MS + 5_000).untilMs).toBe(SHOWN_MS + 5_000);
  });

  it('asks nothing of a graphic without text', () => {
    const empty: GraphicSpec[] = [
      { kind: 'banner', text: '', edge: 'top' },
      { kind: 'ticker', label: 'News', items: [], speedPxPerSecond: 60 },
      { kind: 'lower-third', title: '', subtitle: '', seatId: 's1', align: 'left' },
      { kind: 'message', author: '', text: '', align: 'left' },
      { kind: 'logo-bug', logo: { kind: 'none' }, corner: 'top-right' },
    ];
    expect(
      frameOf(
        empty.map((spec) => on(spec)),
        SHOWN_MS + 9_000,
      ),
    ).toEqual({ ops: [], untilMs: Infinity });
  });
});

describe('clocks', () => {
  const countdown = (changes: Partial<Extract<GraphicSpec, { kind: 'countdown' }>> = {}): GraphicSpec => ({
    kind: 'countdown',
    label: 'Back in',
    target: { kind: 'duration', durationMs: 90_000 },
    atZero: 'stay',
    place: 'center',
    ...changes,
  });

  function face(spec: GraphicSpec, nowMs: number, times: Partial<ProgramGraphic> = {}) {
    const { ops, untilMs } = frameOf([on(spec, times)], nowMs);
    const plate = ops[0]?.spec;
    return { text: plate?.kind === 'plate' ? plate.rows.at(-1)?.text : undefined, untilMs };
  }

  it.each<[string, GraphicSpec, number, string | undefined, number]>([
    ['after a while', countdown(), 30_500, '01:00', 31_000],
    ['in the last second', countdown(), 89_500, '00:01', 90_000],
    ['at zero', countdown(), 90_000, '00:00', Infinity],
    ['counting up', countdown({ atZero: 'count-up' }), 95_500, '+00:05', 96_000],
    ['hidden by itself', countdown({ atZero: 'hide' }), 95_500, undefined, Infinity],
    [
      'to a time of day, more than an hour off',
      countdown({ target: { kind: 'time', atMs: SHOWN_MS + 3_725_000 } }),
      1_000,
      '1:02:04',
      2_000,
    ],
  ])('count down: %s', (...[, spec, sinceMs, text, untilMs]) => {
    const answer = face(spec, SHOWN_MS + sinceMs);
    expect(answer.text).toBe(text);
    expect(answer.untilMs - SHOWN_MS).toBe(untilMs);
  });

  it('leave at zero as any graphic leaves', () => {
    const spec = countdown({ atZero: 'hide' });
    expect(frameOf([on(spec)], SHOWN_MS + 89_999.5).untilMs - SHOWN_MS).toBe(90_000);
    const { ops, untilMs } = frameOf([on(spec)], SHOWN_MS + 90_000 + THEMES.clean.motion.outMs / 2);
    expect(ops[0]?.alpha).toBeCloseTo(0.5);
    expect(untilMs).toBeLessThan(Infinity);
  });

  it('show the whole time before they run', () => {
    expect(face(countdown(), 5, { shownAtMs: null })).toEqual({ text: '01:30', untilMs: Infinity });
  });

  it.each([
    [24, true, 'Europe/Berlin', '15:00:07'],
    [24, false, 'UTC', '14:00'],
    [12, true, 'America/New_York', '9:00:07 AM'],
    [12, false, 'Asia/Kolkata', '7:30 PM'],
  ] as const)('tell the time: %i hours, seconds %s, %s', (...[hours, showsSeconds, timeZone, text]) => {
    const spec: GraphicSpec = { kind: 'clock', label: '', timeZone, hours, showsSeconds, corner: 'top-left' };
    const nowMs = Date.UTC(2026, 10, 24, 14, 0, 7, 250);
    const answer = face(spec, nowMs);
    expect(answer.text?.replace(/\s/gu, ' ')).toBe(text);
    expect(answer.untilMs).toBe(nowMs + 750);
  });
});

const IMAGE = { kind: 'image', dataUrl: 'data:image/png;base64,AAAA' } as const;
