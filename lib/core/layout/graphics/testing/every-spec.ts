import type { GraphicSpec } from '../../../contract/graphic';

const DATA_URL = 'data:image/png;base64,AAAA';

/** One of each kind, and each place that is drawn another way. */
export const EVERY_SPEC: readonly GraphicSpec[] = [
  {
    kind: 'lower-third',
    title: 'Ada Lovelace',
    subtitle: 'Analyst of the Analytical Engine',
    seatId: null,
    align: 'left',
  },
  { kind: 'banner', text: 'The next episode is on Friday', edge: 'bottom' },
  { kind: 'ticker', label: 'News', items: ['First item', 'Second item'], speedPxPerSecond: 120 },
  { kind: 'logo-bug', logo: { kind: 'text', text: 'FRIDAY PANEL' }, corner: 'top-right' },
  {
    kind: 'countdown',
    label: 'We start in',
    target: { kind: 'duration', durationMs: 300_000 },
    atZero: 'stay',
    place: 'center',
  },
  {
    kind: 'countdown',
    label: 'Back in',
    target: { kind: 'duration', durationMs: 60_000 },
    atZero: 'hide',
    place: 'top-left',
  },
  {
    kind: 'clock',
    label: 'Berlin',
    timeZone: 'Europe/Berlin',
    hours: 24,
    showsSeconds: true,
    corner: 'top-left',
  },
  { kind: 'image', dataUrl: DATA_URL, place: 'full' },
  { kind: 'image', dataUrl: DATA_URL, place: 'bottom-right' },
  { kind: 'message', author: 'Grace', text: 'When will the recording be out?', align: 'left' },
];
