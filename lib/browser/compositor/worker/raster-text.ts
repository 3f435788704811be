import type { RasterSpec } from '@/lib/core/layout/draw-list';
import { fontFamily } from './load-fonts';
import type { NewRaster, Raster } from './raster';
import { drawLine, measure, shorten, wrap } from './text-lines';

type Spec<Kind extends RasterSpec['kind']> = Extract<RasterSpec, { kind: Kind }>;

/** Studio picture: near-black plate at 85 %, accent edge on the left, small corners. */
const TAG_PLATE = 'rgba(11, 16, 32, 0.85)';
const TAG_ACCENT = '#7aa2ff';
const AVATAR_TILE_TOP = '#1b2433';
const AVATAR_TILE_BOTTOM = '#10161f';
const CARD_LINES_MAX = 3;
const LINE_HEIGHT = 1.18;

export function drawNameTag(spec: Spec<'name-tag'>, newRaster: NewRaster): Raster {
  const font = `650 ${spec.fontPx}px ${fontFamily()}`;
  const padX = Math.round(spec.fontPx * 0.7);
  const edge = Math.max(2, Math.round(spec.fontPx * 0.22));
  const text = shorten(spec.text, font, spec.widthPxMax - 2 * padX - edge);
  const width = Math.ceil(measure(text, font)) + 2 * padX + edge;
  const height = Math.round(spec.fontPx * 1.75);
  return newRaster(width, height, (context) => {
    context.beginPath();
    context.roundRect(0, 0, width, height, Math.round(spec.fontPx * 0.35));
    context.clip();
    context.fillStyle = TAG_PLATE;
    context.fillRect(0, 0, width, height);
    context.fillStyle = TAG_ACCENT;
    context.fillRect(0, 0, edge, height);
    drawLine(context, { text, font, x: edge + padX, middle: height / 2, align: 'left' });
  });
}

export function drawAvatar(spec: Spec<'avatar'>, newRaster: NewRaster): Raster {
  const { widthPx, heightPx } = spec;
  const radius = Math.min(widthPx, heightPx) * 0.24;
  return newRaster(widthPx, heightPx, (context) => {
    context.beginPath();
    context.roundRect(0, 0, widthPx, heightPx, spec.radiusPx);
    context.clip();
    const plate = context.createLinearGradient(0, 0, 0, heightPx);
    plate.addColorStop(0, AVATAR_TILE_TOP);
    plate.addColorStop(1, AVATAR_TILE_BOTTOM);
    context.fillStyle = plate;
    context.fillRect(0, 0, widthPx, heightPx);
    context.fillStyle = spec.color;
    context.beginPath();
    context.arc(widthPx / 2, heightPx / 2, radius, 0, 2 * Math.PI);
    context.fill();
    const font = `650 ${Math.round(radius * 0.8)}px ${fontFamily()}`;
    drawLine(context, { text: spec.initials, font, x: widthPx / 2, middle: heightPx / 2, align: 'center' });
  });
}

export function drawLogoText(spec: Spec<'logo-text'>, newRaster: NewRaster): Raster {
  const font = `800 ${spec.fontPx}px ${fontFamily(spec.font)}`;
  const text = shorten(spec.text, font, spec.widthPxMax);
  const shadow = Math.ceil(spec.fontPx * 0.2);
  const width = Math.ceil(measure(text, font)) + 2 * shadow;
  const height = Math.ceil(spec.fontPx * 1.3) + 2 * shadow;
  return newRaster(width, height, (context) => {
    context.shadowColor = 'rgba(0, 0, 0, 0.45)';
    context.shadowBlur = shadow;
    drawLine(context, { text, font, x: width - shadow, middle: height / 2, align: 'right' });
  });
}

export function drawCard(spec: Spec<'card'>, newRaster: NewRaster): Raster {
  const font = `750 ${spec.fontPx}px ${fontFamily()}`;
  const lines = wrap(spec.text, { font, widthPxMax: spec.widthPxMax, linesMax: CARD_LINES_MAX });
  const lineHeight = Math.round(spec.fontPx * LINE_HEIGHT);
  const height = lineHeight * lines.length;
  const width = Math.ceil(Math.max(...lines.map((line) => measure(line, font)))) + 4;
  return newRaster(width, height, (context) => {
    for (const [index, text] of lines.entries()) {
      drawLine(context, { text, font, x: width / 2, middle: lineHeight * (index + 0.5), align: 'center' });
    }
  });
}
