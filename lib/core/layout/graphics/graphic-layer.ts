import type { ProgramGraphic } from '../../contract/graphic';
import type { SceneGraphics } from '../../contract/scene-document';
import type { RasterOp } from '../draw-list';
import type { CanvasSize } from '../placement';
import { banner, ticker } from './bars';
import { clock, countdown } from './clocks';
import type { Element, ElementContext, Piece } from './element';
import { image, logoBug } from './images';
import { lowerThird, messageCard } from './lower';
import { movedPiece } from './motion';
import { pxOf } from './plate';
import { easeOut, presenceOf, type Presence } from './presence';
import { styleOf, type Theme } from './theme';

/** All graphics of a show, laid out once for a canvas and a look; what they show at a time is `graphicOps`. */
export interface GraphicLayer {
  /** In drawing order. */
  elements: readonly Element[];
  theme: Theme;
  canvas: CanvasSize;
}

/** What to draw over the pictures, and how long that stays true. */
export interface GraphicFrame {
  ops: readonly RasterOp[];
  /** Server time; not after the time asked for while something moves, Infinity when nothing will change by itself. */
  untilMs: number;
}

export function layOutGraphics({ items, look }: SceneGraphics, canvas: CanvasSize): GraphicLayer {
  const style = styleOf(look);
  const context: ElementContext = { canvas, style, px: pxOf(canvas) };
  return {
    elements: items.map((graphic) => elementOf(graphic, context)).reverse(),
    theme: style.theme,
    canvas,
  };
}

function elementOf(graphic: ProgramGraphic, context: ElementContext): Element {
  const { spec } = graphic;
  switch (spec.kind) {
    case 'lower-third':
      return lowerThird(graphic, spec, context);
    case 'banner':
      return banner(graphic, spec, context);
    case 'ticker':
      return ticker(graphic, spec, context);
    case 'logo-bug':
      return logoBug(graphic, spec, context);
    case 'countdown':
      return countdown(graphic, spec, context);
    case 'clock':
      return clock(graphic, spec, context);
    case 'image':
      return image(graphic, spec, context);
    case 'message':
      return messageCard(graphic, spec, context);
  }
}

/**
 * The drawing steps of one moment: a pure function of server time, so that a standby draws the same picture.
 * @param nowMs - server time.
 * @example graphicOps(layOutGraphics(scene.graphics, canvas), serverNowMs)
 */
export function graphicOps(layer: GraphicLayer, nowMs: number): GraphicFrame {
  const all = layer.elements.map((element) => ({
    element,
    presence: presenceAt(element, layer.theme, nowMs),
  }));
  // Also one that is not seen yet: it comes with the next frame.
  let untilMs = all.some(({ presence }) => presence.isMoving) ? nowMs : Infinity;
  const present = all.filter(({ presence }) => presence.level > 0);
  const ops: RasterOp[] = [];
  for (const { element, presence } of present) {
    const { pieces, untilMs: sameUntilMs } = element.at(nowMs);
    const endsMs = element.endsAtMs !== null && element.endsAtMs > nowMs ? element.endsAtMs : Infinity;
    const isScrolling = pieces.some(({ scrollPxPerSecond }) => scrollPxPerSecond > 0);
    untilMs = Math.min(untilMs, isScrolling ? nowMs : Math.min(sameUntilMs, endsMs));
    const dy = standingOffset(element, present, layer.theme);
    for (const piece of pieces) ops.push(opAt(piece, { element, presence, layer, nowMs, dy }));
  }
  return { ops, untilMs };
}

/** One that goes by itself is hidden at that moment, whatever the switch says. */
function presenceAt({ graphic, endsAtMs }: Element, { motion }: Theme, nowMs: number): Presence {
  const { shownAtMs, hiddenAtMs } = graphic;
  const endedAtMs = endsAtMs !== null && endsAtMs <= nowMs ? endsAtMs : null;
  if (endedAtMs === null) return presenceOf(graphic, motion, nowMs);
  const isHiddenBefore = hiddenAtMs !== null && (shownAtMs === null || hiddenAtMs > shownAtMs);
  // Shown after its end (a countdown to a time that is over): nothing to see.
  const shown = Math.min(shownAtMs ?? endedAtMs, endedAtMs - 1);
  const ends = isHiddenBefore ? Math.min(hiddenAtMs, endedAtMs) : endedAtMs;
  return presenceOf({ shownAtMs: shown, hiddenAtMs: ends }, motion, nowMs);
}

/** How far bars push what stands on their edge: the ticker the banner, both everything else, as far as they are there. */
function standingOffset(
  { standsOn, bar }: Element,
  present: readonly { element: Element; presence: Presence }[],
  theme: Theme,
): number {
  if (standsOn === 'none') return 0;
  let px = 0;
  for (const { element, presence } of present) {
    if (!element.bar || element.bar.edge !== standsOn) continue;
    if (bar && element.bar.rank >= bar.rank) continue;
    px += element.bar.heightPx * easeOut(presence.level);
  }
  // A floating bar leaves its own room above itself; the margin below it is then not needed twice.
  const isFree = bar === null && px > 0 && theme.bars.isFloating;
  const offset = isFree ? px - px / 4 : px;
  return standsOn === 'bottom' ? -offset : offset;
}

interface OpPart {
  element: Element;
  presence: Presence;
  layer: GraphicLayer;
  nowMs: number;
  dy: number;
}

function opAt(piece: Piece, { element, presence, layer, nowMs, dy }: OpPart): RasterOp {
  const { shownAtMs } = element.graphic;
  const scrolledPx =
    shownAtMs === null ? 0 : (piece.scrollPxPerSecond * Math.max(0, nowMs - shownAtMs)) / 1_000;
  const { op } = piece;
  const stood: RasterOp = {
    ...op,
    x: op.x - scrolledPx,
    y: op.y + dy,
    ...(op.clip ? { clip: { ...op.clip, y: op.clip.y + dy } } : {}),
  };
  return presence.level === 1 ? stood : movedPiece({ ...piece, op: stood }, presence.level, layer);
}
