import * as z from 'zod';
import { LIMITS } from './limits';
import { imageDataUrlSchema, logoSchema } from './logo';

export const cornerSchema = z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']);
export type Corner = z.infer<typeof cornerSchema>;

/** What may be sent; `lib/core/graphic/fit-graphic-spec.ts` cuts it to what fits a picture, and says so. */
const sentText = z.string().max(LIMITS.graphicSentChars);

const alignSchema = z.enum(['left', 'center', 'right']);

const atMs = z.number().int().min(0).max(8.64e15);

/** IANA name, such as Europe/Berlin. */
export const timeZoneSchema = z.string().min(1).max(64).refine(isTimeZone, 'This is not a time zone.');

const CORNERS_AND_CENTRE = ['center', ...cornerSchema.options] as const;

/** What a graphic says and where it goes; how it looks is the brand's matter. */
export const graphicSpecSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lower-third'),
    /** With a seat: left empty, the seat's name of the moment. */
    title: sentText,
    subtitle: sentText,
    seatId: z.string().min(1).max(64).nullable(),
    align: alignSchema,
  }),
  z.object({ kind: z.literal('banner'), text: sentText, edge: z.enum(['top', 'bottom']) }),
  z.object({
    kind: z.literal('ticker'),
    /** Stands still before the moving items; empty: none. */
    label: sentText,
    items: z.array(sentText).max(LIMITS.tickerItemsMax),
    /** Of a picture 1280 px wide. */
    speedPxPerSecond: z.number().min(30).max(480),
  }),
  z.object({ kind: z.literal('logo-bug'), logo: logoSchema, corner: cornerSchema }),
  z.object({
    kind: z.literal('countdown'),
    label: sentText,
    target: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('time'), atMs }),
      /** From the moment it is shown. */
      z.object({
        kind: z.literal('duration'),
        durationMs: z.number().int().min(1_000).max(LIMITS.countdownGraphicMsMax),
      }),
    ]),
    /** stay: 00:00 until it is hidden. hide: it goes by itself. count-up: shows how late it is. */
    atZero: z.enum(['stay', 'hide', 'count-up']),
    place: z.enum(CORNERS_AND_CENTRE),
  }),
  z.object({
    kind: z.literal('clock'),
    label: sentText,
    timeZone: timeZoneSchema,
    hours: z.union([z.literal(12), z.literal(24)]),
    showsSeconds: z.boolean(),
    corner: cornerSchema,
  }),
  z.object({
    kind: z.literal('image'),
    dataUrl: imageDataUrlSchema,
    /** full: covers the picture, what does not fit is cut. */
    place: z.enum(['full', ...CORNERS_AND_CENTRE]),
  }),
  z.object({
    kind: z.literal('message'),
    author: sentText,
    text: sentText,
    align: alignSchema,
  }),
]);
export type GraphicSpec = z.infer<typeof graphicSpecSchema>;
export type GraphicKind = GraphicSpec['kind'];
export type GraphicSpecOf<Kind extends GraphicKind> = Extract<GraphicSpec, { kind: Kind }>;

/** Something that producers put over the pictures. On air by its two times (`lib/core/graphic/is-shown.ts`), server time. */
export interface Graphic {
  graphicId: string;
  name: string;
  spec: GraphicSpec;
  /** null: never. */
  shownAtMs: number | null;
  /** null: never. Older than `shownAtMs` when it was shown again. */
  hiddenAtMs: number | null;
}

/**
 * A graphic as the compositor draws it. `shownAtMs` null: at rest, for previews and thumbnails, where nothing moves.
 */
export type ProgramGraphic = Pick<Graphic, 'graphicId' | 'spec' | 'shownAtMs' | 'hiddenAtMs'>;

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format(0) !== '';
  } catch {
    // Intl throws for names it does not know: that is the answer.
    return false;
  }
}
