import { DEFAULT_BRAND, type ThemeId } from '@/lib/core/contract/brand';
import type { GraphicSpec, ProgramGraphic } from '@/lib/core/contract/graphic';
import type { SceneGraphics } from '@/lib/core/contract/scene-document';

/** One of each place, with letters of three alphabets; nothing in it depends on the time of day. */
const SPECS: readonly GraphicSpec[] = [
  {
    kind: 'lower-third',
    title: 'Ada Lovelace',
    subtitle: 'Analyst of the Analytical Engine',
    seatId: null,
    align: 'left',
  },
  { kind: 'lower-third', title: 'Борис Ιλιάδα', subtitle: 'Guest', seatId: null, align: 'right' },
  { kind: 'banner', text: 'Questions? Write them in the chat', edge: 'bottom' },
  {
    kind: 'ticker',
    label: 'News',
    items: ['Next week: recording at scale', 'New episode each Friday'],
    speedPxPerSecond: 120,
  },
  { kind: 'logo-bug', logo: { kind: 'text', text: 'FRIDAY PANEL' }, corner: 'top-right' },
  {
    kind: 'countdown',
    label: 'We start in',
    target: { kind: 'duration', durationMs: 305_000 },
    atZero: 'stay',
    place: 'center',
  },
];

/** At rest: as previews and thumbnails show them. */
export function restingGraphics(theme: ThemeId): SceneGraphics {
  return {
    look: { ...DEFAULT_BRAND, theme, font: theme === 'bold' ? 'oswald' : 'inter' },
    items: SPECS.map((spec, index) => ({
      ...{ graphicId: `g${index}`, spec, shownAtMs: null, hiddenAtMs: null },
    })),
  };
}

/** A banner in the accent colour, shown or hidden at server times. */
export function boldBanner(times: Pick<ProgramGraphic, 'shownAtMs' | 'hiddenAtMs'>): SceneGraphics {
  const spec: GraphicSpec = { kind: 'banner', text: 'ON', edge: 'bottom' };
  return { look: { ...DEFAULT_BRAND, theme: 'bold' }, items: [{ graphicId: 'banner', spec, ...times }] };
}

/** An image whose bytes are none. */
export const BROKEN_IMAGE: SceneGraphics = {
  look: DEFAULT_BRAND,
  items: [
    {
      graphicId: 'broken',
      spec: { kind: 'image', dataUrl: 'data:image/png;base64,AAAA', place: 'full' },
      shownAtMs: null,
      hiddenAtMs: null,
    },
  ],
};
