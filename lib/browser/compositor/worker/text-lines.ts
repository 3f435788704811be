/** Measuring, shortening and drawing lines of text: what every rasterised text is made with. */
export interface TextLine {
  text: string;
  font: string;
  x: number;
  /** Centre of the capitals, which is what the eye takes for the middle of a line. */
  middle: number;
  align: CanvasTextAlign;
  color?: string;
  trackingPx?: number;
}

const TEXT = '#f3f5f8';

export function drawLine(context: OffscreenCanvasRenderingContext2D, line: TextLine): void {
  context.font = line.font;
  context.letterSpacing = `${line.trackingPx ?? 0}px`;
  context.textAlign = line.align;
  context.textBaseline = 'alphabetic';
  context.fillStyle = line.color ?? TEXT;
  const capitals = context.measureText('H').actualBoundingBoxAscent;
  context.fillText(line.text, line.x, Math.round(line.middle + capitals / 2));
}

export function measure(text: string, font: string, trackingPx = 0): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return 0;
  context.font = font;
  context.letterSpacing = `${trackingPx}px`;
  return context.measureText(text).width;
}

/** Cuts at a character that people see as one (an emoji family stays whole) and adds an ellipsis. */
export function shorten(
  text: string,
  font: string,
  room: number | { widthPxMax: number; trackingPx: number },
): string {
  const { widthPxMax, trackingPx } = typeof room === 'number' ? { widthPxMax: room, trackingPx: 0 } : room;
  if (measure(text, font, trackingPx) <= widthPxMax) return text;
  const letters = Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    (s) => s.segment,
  );
  const kept = (): string => `${letters.join('').trimEnd()}…`;
  while (letters.length > 1 && measure(kept(), font, trackingPx) > widthPxMax) letters.pop();
  return kept();
}

export interface WrapRoom {
  font: string;
  widthPxMax: number;
  linesMax: number;
  trackingPx?: number;
}

/** Breaks between words; what has no room on the last line is cut there. */
export function wrap(text: string, { font, widthPxMax, linesMax, trackingPx = 0 }: WrapRoom): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u)) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (
      last !== undefined &&
      (measure(joined, font, trackingPx) <= widthPxMax || lines.length === linesMax)
    ) {
      lines[lines.length - 1] = joined;
    } else lines.push(word);
  }
  return lines.map((line) => shorten(line, font, { widthPxMax, trackingPx }));
}
