import { describe, expect, it } from 'vitest';
import type { FeedView, ProgramScene } from '@/lib/core/contract/scene-document';
import { GLIDE_MS } from '@/lib/core/layout/staging';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { ScenePainter } from './scene-painter';

const CANVAS = { width: 1280, height: 720 };

function feeds(...names: string[]): FeedView[] {
  return names.map((name) => {
    return { feedId: `camera:${name}`, seatId: name, kind: 'camera', role: 'guest', name, live: true };
  });
}

function scene(rev: number, ...names: string[]): ProgramScene {
  return { rev, document: newSceneDocument('grid'), feeds: feeds(...names), change: null };
}

function paint() {
  const seen = { pictures: new Set<string>(), drawn: [] as string[][] };
  const painter = new ScenePainter({
    canvas: CANVAS,
    mayShow: (feedId) => seen.pictures.has(feedId),
    onFeeds: (feedIds) => seen.drawn.push([...feedIds]),
  });
  return { painter, seen };
}

describe('ScenePainter', () => {
  it('draws the house background before the first scene', () => {
    expect(
      paint()
        .painter.plan(0)
        .ops.map(({ kind }) => kind),
    ).toEqual(['background']);
  });

  it('gives the very same plan for every frame of a resting scene', () => {
    const { painter } = paint();
    painter.put(scene(1, 'a', 'b'), 0);
    const plan = painter.plan(0);
    expect(painter.plan(33)).toBe(plan);
    expect(painter.plan(66_000)).toBe(plan);
  });

  it('draws another list when a picture arrives', () => {
    const { painter, seen } = paint();
    painter.put(scene(1, 'a'), 0);
    expect(painter.plan(0).ops[1]).toMatchObject({ kind: 'raster', spec: { kind: 'avatar' } });
    seen.pictures.add('camera:a');
    expect(painter.plan(33).ops[1]).toMatchObject({ kind: 'video', feedId: 'camera:a' });
  });

  it('draws another list for every frame of a glide, and one for good after it', () => {
    const { painter } = paint();
    painter.put(scene(1, 'a'), 0);
    painter.put(scene(2, 'a', 'b'), 1_000);
    expect(painter.plan(1_033)).not.toEqual(painter.plan(1_066));
    expect(painter.plan(1_000 + GLIDE_MS)).toBe(painter.plan(1_000 + 2 * GLIDE_MS));
  });

  it('ignores older revisions that arrive late', () => {
    const { painter } = paint();
    painter.put(scene(2, 'a', 'b'), 0);
    painter.put(scene(1, 'a'), 0);
    expect(painter.placements).toHaveLength(2);
  });

  it('keeps feeds that leave fresh until they are gone', () => {
    const { painter, seen } = paint();
    painter.put(scene(1, 'a', 'b'), 0);
    painter.put(scene(2, 'b'), 1_000);
    painter.plan(1_000 + GLIDE_MS);
    expect(seen.drawn).toEqual([['camera:a', 'camera:b'], ['camera:b', 'camera:a'], ['camera:b']]);
  });

  it('names the feeds of a scene that fades out until it is gone, so that they stay sharp', () => {
    const { painter } = paint();
    const from = { document: newSceneDocument('grid'), feeds: feeds('a', 'b') };
    const transition = { kind: 'fade', durationMs: 500 } as const;
    painter.put({ ...scene(1, 'b', 'c'), change: { from, transition, startedAtMs: 1_000 } }, 1_000);
    const named = () => painter.placements.map(({ feedId }) => feedId);
    expect(named()).toEqual(['camera:b', 'camera:c', 'camera:a']);
    painter.plan(1_500);
    expect(named()).toEqual(['camera:b', 'camera:c']);
  });

  it('jumps when it may not move, also out of the middle of a glide', () => {
    const { painter } = paint();
    painter.put(scene(1, 'a'), 0);
    painter.put(scene(2, 'a', 'b'), 1_000);
    painter.allowMotion(false);
    expect(painter.plan(1_010)).toBe(painter.plan(1_020));
    painter.put(scene(3, 'a', 'b', 'c'), 2_000);
    expect(painter.plan(2_000)).toBe(painter.plan(2_010));
  });
});
