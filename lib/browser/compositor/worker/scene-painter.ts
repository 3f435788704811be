import type { FeedView, ProgramScene } from '@/lib/core/contract/scene-document';
import type { DrawOp } from '@/lib/core/layout/draw-list';
import { flatPaint } from '@/lib/core/layout/flat-paint';
import type { SceneLayer } from '@/lib/core/layout/glide-list';
import {
  finishStaging,
  framePlan,
  isResting,
  layerOps,
  settleStaging,
  stagedFeeds,
  stageScene,
  type FramePlan,
  type Staging,
} from '@/lib/core/layout/staging';
import type { CanvasSize, Placement } from '@/lib/core/layout/placement';
import { DEFAULT_BACKGROUND } from '@/lib/core/scene/new-scene-document';

/** May the picture of this feed be shown? `feeds` says what the scene knows of it. */
export type MayShow = (feedId: string, feeds: readonly FeedView[]) => boolean;

export interface ScenePainterParts {
  canvas: CanvasSize;
  mayShow: MayShow;
  /** The feeds that are drawn have become others. */
  onFeeds: (feedIds: ReadonlySet<string>) => void;
}

interface KeptOps {
  /** Which feeds had a picture when the steps were made. */
  shown: string;
  ops: DrawOp[];
}

/** What one output shows: takes scenes, gives the drawing steps of each frame. Keeps the same arrays while nothing moves. */
export class ScenePainter {
  readonly #parts: ScenePainterParts;
  readonly #kept = new WeakMap<SceneLayer, KeptOps>();
  #rev = -1;
  #staging: Staging | null = null;
  /** Of the resting scene; renderers key what they keep by its array. Before the first scene, the house background. */
  #plan: FramePlan = { ops: [{ kind: 'background', paint: flatPaint(DEFAULT_BACKGROUND) }], mix: null };
  /** false: scenes cut, feeds jump. */
  #mayMove = true;

  constructor(parts: ScenePainterParts) {
    this.#parts = parts;
  }

  /** Where feeds are at rest; those of a scene that still leaves stay sharp until it is gone. */
  get placements(): readonly Placement[] {
    if (!this.#staging) return [];
    const { layer, outgoing, under } = this.#staging;
    const leaving =
      outgoing &&
      [...outgoing.tiles, ...(under?.tiles ?? [])].filter(
        (tile) => !layer.tiles.some((here) => here.feedId === tile.feedId),
      );
    return leaving ? [...layer.tiles, ...leaving] : layer.tiles;
  }

  /** What the newest scene knows of its feeds. */
  get feeds(): readonly FeedView[] {
    return this.#staging?.layer.feeds ?? [];
  }

  /** Older revisions that arrive late are ignored. @param nowMs - server time. @returns whether it was taken. */
  put(scene: ProgramScene, nowMs: number): boolean {
    if (scene.rev < this.#rev) return false;
    this.#rev = scene.rev;
    this.#stage(stageScene(this.#staging, scene, { nowMs, canvas: this.#parts.canvas }));
    return true;
  }

  /** Whether feeds glide and scenes fade from now on. */
  allowMotion(mayMove: boolean): void {
    this.#mayMove = mayMove;
    if (this.#staging) this.#stage(this.#staging);
  }

  /** @param nowMs - server time. */
  plan(nowMs: number): FramePlan {
    if (!this.#staging) return this.#plan;
    const settled = settleStaging(this.#staging, nowMs);
    if (settled !== this.#staging) this.#stage(settled);
    if (!isResting(this.#staging)) return this.#movingPlan(this.#staging, nowMs);
    const ops = this.#restOps(this.#staging.layer);
    if (ops !== this.#plan.ops) this.#plan = { ops, mix: null };
    return this.#plan;
  }

  #stage(staging: Staging): void {
    this.#staging = this.#mayMove ? staging : finishStaging(staging);
    this.#parts.onFeeds(stagedFeeds(this.#staging));
  }

  #movingPlan(staging: Staging, nowMs: number): FramePlan {
    const { canvas, mayShow } = this.#parts;
    return framePlan(staging, {
      canvas,
      nowMs,
      hasPicture: (feedId) => mayShow(feedId, staging.layer.feeds),
      restOps: (layer) => this.#restOps(layer),
    });
  }

  #restOps(layer: SceneLayer): DrawOp[] {
    const { canvas, mayShow } = this.#parts;
    let shown = '';
    for (const { feedId } of layer.tiles) shown += mayShow(feedId, layer.feeds) ? '1' : '0';
    const kept = this.#kept.get(layer);
    if (kept?.shown === shown) return kept.ops;
    const ops = layerOps(layer, { canvas, hasPicture: (feedId) => mayShow(feedId, layer.feeds) });
    this.#kept.set(layer, { shown, ops });
    return ops;
  }
}
