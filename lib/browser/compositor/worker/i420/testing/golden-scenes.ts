import type {
  FeedView,
  LayoutId,
  ProgramScene,
  SceneDocument,
  TransitionKind,
} from '@/lib/core/contract/scene-document';
import { layoutIdSchema } from '@/lib/core/contract/scene-document';
import type { DrawOp } from '@/lib/core/layout/draw-list';
import {
  framePlan,
  GLIDE_MS,
  layerOps,
  settleStaging,
  stageScene,
  type FramePlan,
} from '@/lib/core/layout/staging';
import type { CanvasSize } from '@/lib/core/layout/placement';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { newPicture, type PackedPicture } from '../picture';

/** Frames at fixed times whose pictures are approved: every renderer draws the same ones. */
export interface GoldenScene {
  name: string;
  plan: (canvas: CanvasSize) => FramePlan;
}

/** Feeds of the golden scenes, by id. Shapes differ, so that wrong crops show. */
export const GOLDEN_FEEDS = {
  'camera:a': { width: 320, height: 180 },
  'camera:b': { width: 640, height: 480 },
  'camera:c': { width: 180, height: 320 },
  'screen:a': { width: 400, height: 300 },
} as const satisfies Record<string, CanvasSize>;
export type GoldenFeedId = keyof typeof GOLDEN_FEEDS;

export const GOLDEN_CANVAS: CanvasSize = { width: 320, height: 180 };

const START_MS = 10_000;
const DURATION_MS = 400;

export const GOLDEN_SCENES: readonly GoldenScene[] = [
  ...layoutIdSchema.options.map((layout): GoldenScene => {
    return {
      name: `layout-${layout}`,
      plan: (canvas) => planAt([[sceneOf(layout), 0]], canvas, { nowMs: 0 }),
    };
  }),
  ...(['fade', 'wipe', 'move'] as const).flatMap((kind) =>
    [25, 50, 75].map((percent): GoldenScene => {
      const nowMs = START_MS + (percent / 100) * DURATION_MS;
      return {
        name: `${kind}-${percent}`,
        plan: (canvas) => planAt([[changing(kind), START_MS]], canvas, { nowMs }),
      };
    }),
  ),
  {
    name: 'mirrored',
    plan: (canvas) =>
      planAt([[mirrored(sceneOf('side-by-side', ['camera:a', 'camera:b'])), 0]], canvas, { nowMs: 0 }),
  },
  {
    name: 'fade-overtaken-by-wipe',
    plan: (canvas) =>
      planAt([[overtaken('fade', 'wipe'), START_MS]], canvas, { nowMs: START_MS + DURATION_MS * 0.7 }),
  },
  {
    name: 'glide-enter-and-leave',
    plan: (canvas) =>
      planAt(
        [
          [sceneOf('side-by-side', ['camera:a', 'camera:b']), 0],
          [sceneOf('side-by-side', ['camera:b', 'camera:c']), START_MS],
        ],
        canvas,
        { nowMs: START_MS + GLIDE_MS / 4 },
      ),
  },
  {
    name: 'glide-swap',
    plan: (canvas) =>
      planAt(
        [
          [sceneOf('picture-in-picture', ['camera:a', 'camera:b']), 0],
          [sceneOf('picture-in-picture', ['camera:b', 'camera:a']), START_MS],
        ],
        canvas,
        { nowMs: START_MS + GLIDE_MS / 4 },
      ),
  },
];

/**
 * With text, logo and an avatar, at rest and on the way: fonts differ between machines, so that these are only compared
 * between the renderers of one.
 */
export const LABELLED_SCENES: readonly GoldenScene[] = [0, 50].map((percent): GoldenScene => {
  const nowMs = START_MS + (percent / 100) * DURATION_MS;
  return {
    name: `labels-${percent}`,
    plan: (canvas) => planAt([[labelledMove(), START_MS]], canvas, { nowMs, hasPicture: WITHOUT_C }),
  };
});

function labelledMove(): ProgramScene {
  const { document, feeds } = labelled(sceneOf('grid'), 'Ada');
  const transition = { kind: 'move', durationMs: DURATION_MS } as const;
  const change = { from: { document, feeds }, transition, startedAtMs: START_MS };
  return { ...labelled(sceneOf('presentation'), 'Ada'), change };
}

function labelled(scene: ProgramScene, name: string): ProgramScene {
  return {
    ...scene,
    document: { ...scene.document, nameTags: true, logo: { kind: 'text', text: 'FRIDAY' } },
    feeds: scene.feeds.map((feed) => ({ ...feed, name: feed.kind === 'camera' ? name : '' })),
  };
}

/** Everybody but the second. */
function mirrored(scene: ProgramScene): ProgramScene {
  const feeds = scene.feeds.map((feed, index): FeedView =>
    index === 1 ? feed : { ...feed, mirrored: true },
  );
  return { ...scene, feeds };
}

const WITHOUT_C = (feedId: string): boolean => feedId !== 'camera:c';

/** Four of a grid become one who was among them, on another background. */
function changing(kind: TransitionKind): ProgramScene {
  const from = sceneOf('grid');
  const to = sceneOf('solo', ['camera:b']);
  return {
    ...to,
    document: { ...to.document, background: { kind: 'color', color: '#3a1020' } },
    change: {
      from: { document: from.document, feeds: from.feeds },
      transition: { kind, durationMs: DURATION_MS },
      startedAtMs: START_MS,
    },
  };
}

/** A change half way, over which another has begun. */
function overtaken(first: TransitionKind, second: TransitionKind): ProgramScene {
  const { document, feeds, change } = changing(first);
  const transition = { kind: second, durationMs: DURATION_MS };
  return {
    ...sceneOf('presentation'),
    change: {
      ...{ from: { document, feeds }, transition, startedAtMs: START_MS + DURATION_MS * 0.4 },
      ...(change ? { overtaken: change } : {}),
    },
  };
}

function planAt(
  puts: readonly [ProgramScene, number][],
  canvas: CanvasSize,
  { nowMs, hasPicture = () => true }: { nowMs: number; hasPicture?: (feedId: string) => boolean },
): FramePlan {
  const context = { canvas, hasPicture };
  const staging = puts.reduce<ReturnType<typeof stageScene> | null>(
    (before, [scene, putAtMs]) => stageScene(before, scene, { nowMs: putAtMs, canvas }),
    null,
  );
  if (!staging) return { ops: [], mix: null };
  return framePlan(settleStaging(staging, nowMs), {
    ...context,
    nowMs,
    restOps: (layer): DrawOp[] => layerOps(layer, context),
  });
}

const ALL_FEEDS = Object.keys(GOLDEN_FEEDS) as GoldenFeedId[];

/** Without text: fonts differ between machines. */
function sceneOf(layout: LayoutId, feedIds: readonly GoldenFeedId[] = ALL_FEEDS): ProgramScene {
  const document: SceneDocument = {
    ...newSceneDocument(layout),
    nameTags: false,
    // Each layout with a screen among the people: what it is by itself.
    screenLeads: false,
    slots: layout === 'free' ? FREE : [],
  };
  return { rev: 1, document, feeds: feedIds.map(feedOf), change: null };
}

const FREE: SceneDocument['slots'] = [
  { binding: { kind: 'role', role: 'screen' }, rect: { x: 0, y: 0, width: 0.7, height: 0.8 } },
  { binding: { kind: 'seat', seatId: 'b' }, rect: { x: 0.55, y: 0.5, width: 0.3, height: 0.4 } },
  { binding: { kind: 'any' }, rect: { x: 0.75, y: 0.1, width: 0.2, height: 0.35 } },
];

function feedOf(feedId: GoldenFeedId): FeedView {
  const [kind, seatId] = feedId.split(':') as ['camera' | 'screen', string];
  return { feedId, seatId, kind, role: seatId === 'b' ? 'host' : 'guest', name: '', live: true };
}

/**
 * A test card of flat colours: rings about the centre, a cross of thirds, and a colour for each place. Shows wrong
 * crops, moved tiles and shifted colour planes, and is small as PNG.
 */
export function testCard({ width, height }: CanvasSize, feedId: GoldenFeedId): PackedPicture {
  const picture = newPicture(width, height);
  const hue = ALL_FEEDS.indexOf(feedId);
  for (let row = 0; row < height; row += 1) {
    for (let x = 0; x < width; x += 1) {
      const ring =
        Math.floor((6 * Math.hypot(x - width / 2, row - height / 2)) / Math.min(width, height)) % 2;
      const isLine = Math.abs((x * 3) % width) < 9 || Math.abs((row * 3) % height) < 9;
      picture.y.data[row * picture.y.stride + x] = isLine ? 220 : 70 + 80 * ring + 10 * hue;
    }
  }
  for (let row = 0; row < picture.u.height; row += 1) {
    for (let x = 0; x < picture.u.width; x += 1) {
      const at = row * picture.u.stride + x;
      const [third, band] = [Math.floor((3 * x) / picture.u.width), Math.floor((3 * row) / picture.u.height)];
      picture.u.data[at] = 88 + 40 * ((third + hue) % 3);
      picture.v.data[at] = 88 + 40 * ((band + (hue >> 1)) % 3);
    }
  }
  return picture;
}
