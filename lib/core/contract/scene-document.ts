import * as z from 'zod';
import type { Look } from './brand';
import type { ProgramGraphic } from './graphic';
import { LIMITS } from './limits';
import { colorSchema, logoSchema } from './logo';
import type { ProgramClip } from './media';

/** The stored form of a scene. `version` rises when the shape changes; `lib/core/scene/migrate-scene.ts` lifts old ones. */
export const SCENE_VERSION = 3;

export const layoutIdSchema = z.enum([
  'solo',
  'split',
  'side-by-side',
  'grid',
  'picture-in-picture',
  'presentation',
  'interview',
  'news',
  'spotlight',
  'cinema',
  /** Places of `slots`, by hand; looks like a grid while no slot has one. */
  'free',
]);
export type LayoutId = z.infer<typeof layoutIdSchema>;

export const paintSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('color'), color: colorSchema }),
  /** `angleDeg` as in CSS: 0 is up, 90 is right. */
  z.object({
    kind: z.literal('gradient'),
    from: colorSchema,
    to: colorSchema,
    angleDeg: z.number().min(0).max(360),
  }),
  /** A picture of the library. cover: what does not fit is cut; contain: black beside it. */
  z.object({
    kind: z.literal('image'),
    assetId: z.string().min(1).max(64),
    fit: z.enum(['cover', 'contain']),
  }),
  /** A clip of the library, over and over and without sound. */
  z.object({ kind: z.literal('video'), assetId: z.string().min(1).max(64) }),
]);
export type Paint = z.infer<typeof paintSchema>;
/** What can be painted without a file. */
export type FlatPaint = Extract<Paint, { kind: 'color' | 'gradient' }>;

/** Who a slot is for. `any`: the next feed in stage order that no other slot names. */
export const slotBindingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('role'), role: z.enum(['host', 'guest', 'screen']) }),
  z.object({ kind: z.literal('seat'), seatId: z.string().min(1).max(64) }),
]);
export type SlotBinding = z.infer<typeof slotBindingSchema>;

const share = z.number().min(0).max(1);

/** A place in a scene. `rect` in shares of the canvas (0..1), used by the free layout only; later slots lie above. */
export const sceneSlotSchema = z.object({
  binding: slotBindingSchema,
  rect: z.object({ x: share, y: share, width: share, height: share }).nullable(),
});
export type SceneSlot = z.infer<typeof sceneSlotSchema>;

export const sceneDocumentSchema = z.object({
  version: z.literal(SCENE_VERSION),
  layout: layoutIdSchema,
  background: paintSchema,
  logo: logoSchema,
  nameTags: z.boolean(),
  /**
   * A shared screen takes the large place by itself, for as long as it is shared: a scene made for people is then laid out
   * as a presentation of them. A slot for a screen, and places by hand, come first.
   */
  screenLeads: z.boolean(),
  /** A title card drawn over the background when no feed is placed ("Starting soon"); empty draws none. */
  card: z.string().max(LIMITS.titleChars),
  /** false: the scene shows no feeds (a title card). */
  showsFeeds: z.boolean(),
  /** Bindings of the layout's slots, in its order; slots beyond the list take any feed. */
  slots: z.array(sceneSlotSchema).max(LIMITS.stageSeatsMax),
  /** Graphics that come and go with the scene; ids of graphics that are gone mean nothing. */
  graphicIds: z.array(z.string().min(1).max(64)).max(LIMITS.graphicsMax),
  /** The clip that starts with the scene; an id of one that is gone means nothing. */
  mediaId: z.string().min(1).max(64).nullable(),
});
export type SceneDocument = z.infer<typeof sceneDocumentSchema>;

/** One picture that may be placed. `feedId` is `camera:<seatId>` or `screen:<seatId>`. */
export interface FeedView {
  feedId: string;
  seatId: string;
  kind: 'camera' | 'screen';
  role: 'host' | 'guest';
  /** Shown on the name tag; empty draws none. */
  name: string;
  /** A lower third says who this is: the tag would say it twice. */
  hasLowerThird?: boolean;
  /** The picture is drawn as in a mirror. */
  mirrored?: true;
  /** false: camera off or connection lost; the compositor holds the last frame, then draws an avatar. */
  live: boolean;
}

export const transitionKindSchema = z.enum(['cut', 'fade', 'wipe', 'move']);
export type TransitionKind = z.infer<typeof transitionKindSchema>;

/** How a scene gives way to the next. A cut has no length, whatever `durationMs` says. */
export const transitionSchema = z.object({
  kind: transitionKindSchema,
  durationMs: z.number().int().min(0).max(LIMITS.transitionMsMax),
});
export type Transition = z.infer<typeof transitionSchema>;

/** A scene giving way to another; startedAtMs is server time. */
export interface SceneChange {
  from: { document: SceneDocument; feeds: FeedView[] };
  transition: Transition;
  startedAtMs: number;
  /** The change that this one overtook. Absent: none was running. */
  overtaken?: Omit<SceneChange, 'overtaken'>;
}

/** The first lies above the others; those that have just gone are among them. */
export interface SceneGraphics {
  items: ProgramGraphic[];
  look: Look;
}

/** What the compositor is asked to draw: complete, idempotent, newest `rev` wins. */
export interface ProgramScene {
  rev: number;
  document: SceneDocument;
  /** In stage order; the first is the main feed of solo, picture in picture and (when no screen) presentation. */
  feeds: FeedView[];
  /** How this scene came on; may be long over. null: it was always there, or the show knows of no scene before it. */
  change: SceneChange | null;
  /** Server time at which feeds last came, left or changed places within the scene. Absent or null: never. */
  movedAtMs?: number | null;
  /** Absent: nothing lies over the pictures. */
  graphics?: SceneGraphics;
  /** Over the feeds and under the graphics. Absent: none. */
  clip?: ProgramClip;
  /** What may be played next: opened, so that its first picture is there at once. */
  clipsAhead?: Pick<ProgramClip, 'assetId' | 'kind'>[];
}
