import type { ProgramScene, SceneChange } from '../contract/scene-document';
import { drawList, type DrawContext, type DrawOp } from './draw-list';
import { glideList, type SceneLayer } from './glide-list';
import { glideTiles, restingTiles } from './glide-tiles';
import { placeFeeds } from './place-feeds';
import type { CanvasSize } from './placement';
import { easeOut, transitionFrame } from './transition';

/** What a canvas shows of a scene, and what is still on its way. Pure: the caller owns the clock. */
export interface Staging {
  /** The scene at rest. */
  layer: SceneLayer;
  change: SceneChange | null;
  /** The scene that a running fade, wipe or move comes from. */
  outgoing: SceneLayer | null;
  /** Where the outgoing scene itself still comes from: a change that was overtaken goes on below the newer one. */
  under: SceneLayer | null;
  /** Feeds that came, left or moved within the scene, from the server time at which they did. */
  glide: { from: SceneLayer; startedAtMs: number } | null;
}

/** How long feeds take to their new places within a scene: seen, and over before anybody waits for it. */
export const GLIDE_MS = 300;

/** What one frame draws: a list, over or mixed with that of an outgoing scene. */
export interface FramePlan {
  ops: readonly DrawOp[];
  mix: Mix | null;
  /** Drawn last, over the mixed picture: clips and graphics have times of their own. */
  over?: readonly DrawOp[];
}

export interface Mix {
  from: readonly DrawOp[];
  kind: 'fade' | 'wipe';
  /** 0 shows `from`, 1 the frame's own ops. A wipe goes from left to right. */
  progress: number;
  /** What `from` itself is mixed with, first. Absent: nothing. */
  under?: Mix;
}

/**
 * Takes the newest scene. A change that was not there before starts its transition, over the picture of one that is still
 * running; without one, what differs from before glides.
 * @param before - null: nothing was shown yet, so nothing glides.
 */
export function stageScene(
  before: Staging | null,
  scene: ProgramScene,
  at: { nowMs: number; canvas: CanvasSize },
): Staging {
  const layer = layerOf(scene, at.canvas);
  const { change } = scene;
  const isNewScene = before === null || (change !== null && !isSameChange(change, before.change));
  const frame = transitionFrame(change, at.nowMs);
  const leaving = frame.status === 'running' && change ? leavingLayers(change, at) : NONE_LEAVES;
  if (isNewScene) return { layer, change, ...leaving, glide: null };
  const glide = glideFrom(before, layer, { nowMs: at.nowMs, movedAtMs: scene.movedAtMs ?? null });
  // A move whose goal changes under way becomes a glide from where everything is.
  const isOvertaken = frame.status === 'running' && frame.kind === 'move' && glide !== null;
  return { layer, change, ...(isOvertaken ? NONE_LEAVES : leaving), glide };
}

/** Lets go of what is over. @returns the same object while nothing is. */
export function settleStaging(staging: Staging, nowMs: number): Staging {
  const glide = staging.glide && isGliding(staging.glide.startedAtMs, nowMs) ? staging.glide : null;
  const isOver = transitionFrame(staging.change, nowMs).status === 'over';
  const outgoing = isOver ? null : staging.outgoing;
  const isUnderOver = transitionFrame(staging.change?.overtaken ?? null, nowMs).status === 'over';
  const under = isOver || isUnderOver ? null : staging.under;
  if (glide === staging.glide && outgoing === staging.outgoing && under === staging.under) return staging;
  return { ...staging, glide, outgoing, under };
}

/** The newest scene alone, at rest: for a machine that cannot draw what is on its way. */
export function finishStaging(staging: Staging): Staging {
  return { ...staging, ...NONE_LEAVES, glide: null };
}

/**
 * The drawing steps of one frame.
 * @param at.restOps - the steps of a layer at rest (`layerOps`); whoever draws many frames keeps them.
 */
export function framePlan(
  staging: Staging,
  at: DrawContext & { nowMs: number; restOps: (layer: SceneLayer) => readonly DrawOp[] },
): FramePlan {
  const { layer, outgoing, glide, change } = staging;
  const frame = transitionFrame(outgoing && change, at.nowMs);
  if (outgoing && frame.status === 'running' && frame.kind === 'move') {
    const { mix } = outgoingPlan(staging, outgoing, at);
    const ops = glideList(outgoing, layer, { ...at, progress: frame.progress });
    // What was below goes with the move, and has gone when it ends.
    return { ops, mix: mix && { ...mix, progress: 1 - (1 - mix.progress) * (1 - frame.progress) } };
  }
  const ops = glide
    ? glideList(glide.from, layer, { ...at, progress: glideProgress(glide.startedAtMs, at.nowMs) })
    : at.restOps(layer);
  if (!outgoing || frame.status === 'over' || frame.kind === 'move') return { ops, mix: null };
  const from = outgoingPlan(staging, outgoing, at);
  const under = from.mix ? { under: from.mix } : {};
  return { ops, mix: { from: from.ops, kind: frame.kind, progress: frame.progress, ...under } };
}

/** The scene that leaves, as it would be without the newer change: on its way still, where it was overtaken. */
function outgoingPlan(
  { under, change }: Staging,
  outgoing: SceneLayer,
  at: Parameters<typeof framePlan>[1],
): FramePlan {
  const frame = transitionFrame((under && change?.overtaken) ?? null, at.nowMs);
  if (!under || frame.status === 'over') return { ops: at.restOps(outgoing), mix: null };
  const { kind, progress } = frame;
  if (kind === 'move') return { ops: glideList(under, outgoing, { ...at, progress }), mix: null };
  return { ops: at.restOps(outgoing), mix: { from: at.restOps(under), kind, progress } };
}

/** The drawing steps of a scene at rest. */
export function layerOps(layer: SceneLayer, { canvas, hasPicture }: DrawContext): DrawOp[] {
  const { document, feeds, tiles } = layer;
  return drawList({ document, feeds, placements: tiles, canvas, hasPicture });
}

/** Nothing moves: the same steps draw the next frame too. */
export function isResting({ glide, outgoing }: Staging): boolean {
  return glide === null && outgoing === null;
}

/** The feeds that the staging draws now, those of scenes that leave among them. */
export function stagedFeeds({ layer, outgoing, under, glide }: Staging): Set<string> {
  const layers = [layer, outgoing, under, glide?.from];
  return new Set(layers.flatMap((shown) => shown?.tiles.map(({ feedId }) => feedId) ?? []));
}

function layerOf(scene: Pick<ProgramScene, 'document' | 'feeds'>, canvas: CanvasSize): SceneLayer {
  const { document, feeds } = scene;
  return { document, feeds, tiles: restingTiles(placeFeeds(document, feeds, canvas)) };
}

const NONE_LEAVES = { outgoing: null, under: null } as const;

/** A move that overtakes a move goes on from where its feeds are then; everything else lies over what was running. */
function leavingLayers(
  change: SceneChange,
  { canvas }: { canvas: CanvasSize },
): Pick<Staging, 'outgoing' | 'under'> {
  const outgoing = layerOf(change.from, canvas);
  const { overtaken, transition, startedAtMs } = change;
  const frame = transitionFrame(overtaken ?? null, startedAtMs);
  if (!overtaken || frame.status === 'over') return { outgoing, under: null };
  const under = layerOf(overtaken.from, canvas);
  if (frame.kind !== 'move' || transition.kind !== 'move') return { outgoing, under };
  const tiles = glideTiles(under.tiles, outgoing.tiles, frame.progress);
  return { outgoing: { ...outgoing, tiles }, under: null };
}

/**
 * @param at.movedAtMs - when the show says that feeds moved. News that is older than a glide (a line that was down), and
 * changes that the show has no time for, start now.
 */
function glideFrom(
  before: Staging,
  to: SceneLayer,
  { nowMs, movedAtMs }: { nowMs: number; movedAtMs: number | null },
): Staging['glide'] {
  const startedAtMs = movedAtMs !== null && isGliding(movedAtMs, nowMs) ? movedAtMs : nowMs;
  if (!looksLike(before.layer, to))
    return { from: { ...before.layer, tiles: shownTiles(before, startedAtMs) }, startedAtMs };
  // The server's word on when replaces this page's own guess.
  return before.glide && startedAtMs === movedAtMs ? { ...before.glide, startedAtMs } : before.glide;
}

/** Where the tiles are at this moment: a glide or move that is overtaken goes on from there. */
function shownTiles({ layer, outgoing, glide, change }: Staging, nowMs: number) {
  const frame = transitionFrame(outgoing && change, nowMs);
  if (outgoing && frame.status === 'running' && frame.kind === 'move')
    return glideTiles(outgoing.tiles, layer.tiles, frame.progress);
  if (!glide) return layer.tiles;
  return glideTiles(glide.from.tiles, layer.tiles, glideProgress(glide.startedAtMs, nowMs));
}

/** A clock that was set back must not hold a glide at its start. */
function isGliding(startedAtMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - startedAtMs) < GLIDE_MS;
}

function glideProgress(startedAtMs: number, nowMs: number): number {
  return easeOut(Math.min(1, Math.max(0, (nowMs - startedAtMs) / GLIDE_MS)));
}

/** Facts about feeds (live or not) change without anything moving. */
function looksLike(a: SceneLayer, b: SceneLayer): boolean {
  const look = ({ document, tiles }: SceneLayer): string => JSON.stringify([document, tiles]);
  return look(a) === look(b);
}

function isSameChange(a: SceneChange, b: SceneChange | null): boolean {
  return a.startedAtMs === b?.startedAtMs && JSON.stringify(a.transition) === JSON.stringify(b.transition);
}
