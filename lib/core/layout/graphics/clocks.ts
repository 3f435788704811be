import type { Corner, GraphicSpecOf, ProgramGraphic } from '../../contract/graphic';
import { goesAtMs, zeroAtMs } from '../../graphic/countdown-end';
import { piece, type Element, type ElementContext, type Piece } from './element';
import { MARGIN_X_PX, MARGIN_Y_PX } from './lower';
import { plate, plateOp, row, type Anchor } from './plate';
import type { PlateSpec } from './plate-spec';
import { titleText } from './theme';

type Place = Corner | 'center';

/** The time of day somewhere. */
export function clock(
  graphic: ProgramGraphic,
  { label, timeZone, hours, showsSeconds, corner }: GraphicSpecOf<'clock'>,
  context: ElementContext,
): Element {
  const format = new Intl.DateTimeFormat(hours === 24 ? 'en-GB' : 'en-US', {
    timeZone,
    hour: hours === 24 ? '2-digit' : 'numeric',
    minute: '2-digit',
    ...(showsSeconds ? { second: '2-digit' } : {}),
    hourCycle: hours === 24 ? 'h23' : 'h12',
  });
  return timeElement(graphic, {
    place: corner,
    endsAtMs: null,
    // Before it runs (previews), any hour will do; midnight would look like a fault.
    face: (nowMs) => ({
      ...{ label, time: format.format(nowMs), untilMs: nextSecondMs(nowMs) },
    }),
    context,
  });
}

/** The time to something, and after it. */
export function countdown(
  graphic: ProgramGraphic,
  spec: GraphicSpecOf<'countdown'>,
  context: ElementContext,
): Element {
  const { label, target, atZero, place } = spec;
  const runsToMs = zeroAtMs(spec, graphic.shownAtMs);
  const face = (nowMs: number) => {
    if (runsToMs === null) {
      const seconds = target.kind === 'duration' ? target.durationMs / 1_000 : 0;
      return { label, time: formatSeconds(seconds), untilMs: Infinity };
    }
    // 0:05 is shown for the whole of the fifth second before zero, 0:00 from zero on.
    const secondsLeft = Math.ceil((runsToMs - nowMs) / 1_000);
    if (secondsLeft > 0) {
      return { label, time: formatSeconds(secondsLeft), untilMs: runsToMs - (secondsLeft - 1) * 1_000 };
    }
    if (atZero !== 'count-up') return { label, time: formatSeconds(0), untilMs: Infinity };
    const secondsOver = Math.floor((nowMs - runsToMs) / 1_000);
    return {
      label,
      time: `+${formatSeconds(secondsOver)}`,
      untilMs: runsToMs + (secondsOver + 1) * 1_000,
    };
  };
  return timeElement(graphic, {
    place,
    endsAtMs: goesAtMs(graphic),
    face,
    context,
  });
}

/** @param seconds - whole, 0 or more. */
export function formatSeconds(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

interface TimePart {
  place: Place;
  endsAtMs: number | null;
  face: (nowMs: number) => { label: string; time: string; untilMs: number };
  context: ElementContext;
}

function timeElement(graphic: ProgramGraphic, { place, endsAtMs, face, context }: TimePart): Element {
  const anchor = placeAnchor(place, context);
  return {
    graphic,
    standsOn: standsOn(place),
    bar: null,
    endsAtMs,
    at: (nowMs) => {
      const { label, time, untilMs } = face(nowMs);
      const spec = place === 'center' ? largeFace(label, time, context) : smallFace(label, time, context);
      return { pieces: [piece(plateOp(graphic.graphicId, spec, anchor), cameFrom(place))], untilMs };
    },
  };
}

function smallFace(label: string, time: string, context: ElementContext): PlateSpec {
  const { style, px } = context;
  const { weights } = style.theme;
  return plate(
    [
      row(titleText(label, style), px(17), { weight: weights.text + 120, color: style.quiet }),
      row(time, px(36), { weight: weights.title, color: style.text, isClock: true }),
    ],
    context,
    { padXPx: px(18), padYPx: px(10), gapPx: px(1), widthPxMax: px(420) },
  );
}

function largeFace(label: string, time: string, context: ElementContext): PlateSpec {
  const { style, px } = context;
  const { weights } = style.theme;
  return plate(
    [
      row(titleText(label, style), px(34), { weight: weights.text + 120, color: style.quiet }),
      row(time, px(148), { weight: weights.title, color: style.text, isClock: true }),
    ],
    context,
    {
      align: 'center',
      padXPx: px(64),
      padYPx: px(30),
      gapPx: px(2),
      widthPxMax: px(1100),
      edge: {
        side: 'bottom',
        sizePx: px(8),
        color: style.accent,
        isInset: style.theme.edge?.isInset ?? false,
      },
    },
  );
}

export function placeAnchor(place: Place, { canvas, px }: ElementContext): Anchor {
  const [left, right] = [px(MARGIN_X_PX), canvas.width - px(MARGIN_X_PX)];
  const [top, bottom] = [px(MARGIN_Y_PX), canvas.height - px(MARGIN_Y_PX)];
  switch (place) {
    case 'top-left':
      return { x: left, y: top, anchorX: 0, anchorY: 0 };
    case 'top-right':
      return { x: right, y: top, anchorX: 1, anchorY: 0 };
    case 'bottom-left':
      return { x: left, y: bottom, anchorX: 0, anchorY: 1 };
    case 'bottom-right':
      return { x: right, y: bottom, anchorX: 1, anchorY: 1 };
    case 'center':
      return { x: canvas.width / 2, y: canvas.height / 2, anchorX: 0.5, anchorY: 0.5 };
  }
}

export function standsOn(place: Place): Element['standsOn'] {
  if (place === 'center') return 'none';
  return place.startsWith('top') ? 'top' : 'bottom';
}

export function cameFrom(place: Place): Piece['from'] {
  if (place === 'center') return 'middle';
  return place.endsWith('left') ? 'left' : 'right';
}

const nextSecondMs = (nowMs: number): number => (Math.floor(nowMs / 1_000) + 1) * 1_000;
