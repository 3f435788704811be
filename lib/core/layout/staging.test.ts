import { describe, expect, it } from 'vitest';
import type { FeedView, LayoutId, ProgramScene, Transition } from '../contract/scene-document';
import { newSceneDocument, newTitleCard } from '../scene/new-scene-document';
import type { DrawOp } from './draw-list';
import { glideTiles, restingTiles } from './glide-tiles';
import { placeFeeds } from './place-feeds';
import {
  finishStaging,
  framePlan,
  GLIDE_MS,
  isResting,
  layerOps,
  settleStaging,
  stagedFeeds,
  stageScene,
  type Staging,
} from './staging';

const HD = { width: 1280, height: 720 };
const START_MS = 1_000_000;
const FADE: Transition = { kind: 'fade', durationMs: 400 };
const MOVE: Transition = { kind: 'move', durationMs: 400 };

function cameras(...names: string[]): FeedView[] {
  return names.map((name) => ({
    feedId: `camera:${name}`,
    seatId: name,
    kind: 'camera',
    role: 'guest',
    name,
    live: true,
  }));
}

function scene(layout: LayoutId, feeds: FeedView[], change: ProgramScene['change'] = null): ProgramScene {
  return { rev: 1, document: { ...newSceneDocument(layout), nameTags: false }, feeds, change };
}

/** `to` comes on from `from`. */
function changed(from: ProgramScene, to: ProgramScene, transition: Transition): ProgramScene {
  const { document, feeds } = from;
  return { ...to, change: { from: { document, feeds }, transition, startedAtMs: START_MS } };
}

function stage(scenes: [ProgramScene, number][]): Staging {
  return scenes.reduce<Staging | null>(
    (before, [next, nowMs]) => stageScene(before, next, { nowMs, canvas: HD }),
    null,
  )!;
}

function plan(staging: Staging, nowMs: number) {
  const context = { canvas: HD, hasPicture: () => true };
  return framePlan(settleStaging(staging, nowMs), {
    ...context,
    nowMs,
    restOps: (layer) => layerOps(layer, context),
  });
}

/** What is drawn where, readable: `a 0,0 1280x720 @1`. */
function look(ops: readonly DrawOp[]): string[] {
  return ops.map((op) => {
    if (op.kind === 'background') return `background ${op.alpha ?? 1}`;
    const what = op.kind === 'video' ? op.feedId.slice('camera:'.length) : op.spec.kind;
    return `${what} ${op.x},${op.y} ${op.width ?? ''}x${op.height ?? ''} @${Number(op.alpha.toFixed(2))}`;
  });
}

const SOLO_A = scene('solo', cameras('a'));
const SPLIT_AB = scene('split', cameras('a', 'b'));

describe('stageScene', () => {
  it('shows the first scene at rest', () => {
    const staging = stage([[SPLIT_AB, 0]]);
    expect(isResting(staging)).toBe(true);
    expect(look(plan(staging, 0).ops)).toEqual(['background 1', 'a 0,0 638x720 @1', 'b 642,0 638x720 @1']);
  });

  it('mixes both scenes while one fades into the other, by server time alone', () => {
    const fading = changed(SOLO_A, SPLIT_AB, FADE);
    const engine = stage([
      [SOLO_A, 0],
      [fading, START_MS + 20],
    ]);
    const standby = stage([[fading, START_MS + 180]]);
    const frame = plan(engine, START_MS + 200);
    expect(frame).toEqual(plan(standby, START_MS + 200));
    expect(frame.mix).toMatchObject({ kind: 'fade', progress: 0.5 });
    expect(look(frame.mix!.from)).toEqual(['background 1', 'a 72,40 1136x640 @1']);
    expect(look(frame.ops)).toEqual(['background 1', 'a 0,0 638x720 @1', 'b 642,0 638x720 @1']);
    const after = settleStaging(engine, START_MS + 400);
    expect(isResting(after)).toBe(true);
    expect(plan(after, START_MS + 400).mix).toBeNull();
  });

  it('moves what both scenes show and lets the rest grow, in one list', () => {
    const moving = stage([
      [SOLO_A, 0],
      [changed(SOLO_A, SPLIT_AB, MOVE), START_MS],
    ]);
    expect(look(plan(moving, START_MS).ops)).toEqual([
      'background 1',
      'a 72,40 1136x640 @1',
      'b 686,50 548x620 @0',
    ]);
    expect(look(plan(moving, START_MS + 200).ops)).toEqual([
      'background 1',
      'a 36,20 888x680 @1',
      'b 664,24 594x670 @0.5',
    ]);
    expect(plan(moving, START_MS + 400)).toEqual(plan(stage([[SPLIT_AB, 0]]), 0));
  });

  it('cuts at once', () => {
    const cut = stage([
      [SOLO_A, 0],
      [changed(SOLO_A, SPLIT_AB, { kind: 'cut', durationMs: 400 }), START_MS],
    ]);
    expect(isResting(cut)).toBe(true);
  });

  it('glides to a new layout and takes a newcomer in, within one scene', () => {
    const gliding = stage([
      [scene('split', cameras('a')), 0],
      [SPLIT_AB, 5_000],
    ]);
    expect(look(plan(gliding, 5_000).ops)).toEqual([
      'background 1',
      'a 0,0 1280x720 @1',
      'b 686,50 548x620 @0',
    ]);
    expect(isResting(settleStaging(gliding, 5_000 + GLIDE_MS - 1))).toBe(false);
    expect(isResting(settleStaging(gliding, 5_000 + GLIDE_MS))).toBe(true);
  });

  it('lets a guest who leaves shrink away while the others close the gap', () => {
    const gliding = stage([
      [SPLIT_AB, 0],
      [scene('split', cameras('b')), 5_000],
    ]);
    expect(look(plan(gliding, 5_000 + GLIDE_MS / 2).ops)).toEqual(
      ['background 1', 'a 38,44 560x632 @0.13', 'b 80,0 1200x720 @1'].map((row) => row.replace('@1', '@1')),
    );
  });

  it('goes on from where everything is when a glide is overtaken', () => {
    const first: [ProgramScene, number][] = [
      [scene('split', cameras('a')), 0],
      [SPLIT_AB, 5_000],
    ];
    const underway = look(plan(stage(first), 5_100).ops);
    const overtaken = stage([...first, [scene('solo', cameras('a', 'b')), 5_100]]);
    expect(look(plan(overtaken, 5_100).ops).toSorted()).toEqual(underway.toSorted());
  });

  it('turns a move into a glide when its goal changes under way', () => {
    const moving: [ProgramScene, number][] = [
      [SOLO_A, 0],
      [changed(SOLO_A, SPLIT_AB, MOVE), START_MS],
    ];
    const three = changed(SOLO_A, scene('split', cameras('a', 'b', 'c')), MOVE);
    const turned = stage([...moving, [three, START_MS + 200]]);
    expect(look(plan(turned, START_MS + 200).ops).slice(1, 3)).toEqual([
      'a 36,20 888x680 @1',
      'b 664,24 594x670 @0.5',
    ]);
    expect(isResting(settleStaging(turned, START_MS + 200 + GLIDE_MS))).toBe(true);
  });

  it('does not move when only facts change', () => {
    const away = SPLIT_AB.feeds.map((feed) => ({ ...feed, live: false }));
    const staging = stage([
      [SPLIT_AB, 0],
      [{ ...SPLIT_AB, feeds: away }, 9_000],
    ]);
    expect(isResting(staging)).toBe(true);
    expect(settleStaging(staging, 9_000)).toBe(staging);
  });

  it('fades background and card into those of the next scene', () => {
    const card = { ...newTitleCard('Soon'), background: { kind: 'color', color: '#102030' } as const };
    const moving = stage([[changed({ ...SOLO_A, document: card }, SOLO_A, MOVE), START_MS]]);
    expect(look(plan(moving, START_MS + 200).ops)).toEqual([
      'background 1',
      'background 0.5',
      'a 112,62 1056x596 @0.5',
      'card 640,360 x @0.5',
    ]);
  });

  it('keeps the feeds of both scenes fresh until the change is over', () => {
    const staging = stage([[changed(SOLO_A, scene('solo', cameras('b')), FADE), START_MS]]);
    expect(stagedFeeds(staging)).toEqual(new Set(['camera:a', 'camera:b']));
    expect(stagedFeeds(settleStaging(staging, START_MS + 400))).toEqual(new Set(['camera:b']));
  });

  it('holds no glide at its start when the clock is set back', () => {
    const gliding = stage([
      [scene('split', cameras('a')), 0],
      [SPLIT_AB, 5_000],
    ]);
    expect(isResting(settleStaging(gliding, 5_000 - GLIDE_MS))).toBe(true);
  });

  it('glides from the time that the show says, so that a standby that hears of it later draws the same', () => {
    const moved = { ...SPLIT_AB, movedAtMs: 5_000 };
    const [engine, standby] = [5_010, 5_120].map((heardAtMs) =>
      stage([
        [scene('split', cameras('a')), 0],
        [moved, heardAtMs],
      ]),
    );
    expect(plan(engine!, 5_150)).toEqual(plan(standby!, 5_150));
    expect(isResting(settleStaging(standby!, 5_000 + GLIDE_MS))).toBe(true);
  });

  it('takes the word of the server on when, after its own guess', () => {
    const guessed = stage([
      [scene('split', cameras('a')), 0],
      [{ ...SPLIT_AB, movedAtMs: 5_000 }, 5_000],
      [{ ...SPLIT_AB, movedAtMs: 5_040 }, 5_060],
    ]);
    expect(guessed.glide?.startedAtMs).toBe(5_040);
  });

  it('glides all the same when the news comes late, or the show has no time for it', () => {
    for (const movedAtMs of [4_000, null]) {
      const late = stage([
        [scene('split', cameras('a')), 0],
        [{ ...SPLIT_AB, movedAtMs }, 5_000],
      ]);
      expect(late.glide?.startedAtMs).toBe(5_000);
    }
  });

  it('shows the new scene at rest on a machine that cannot move anything', () => {
    const staging = finishStaging(stage([[changed(SOLO_A, SPLIT_AB, FADE), START_MS]]));
    expect(plan(staging, START_MS)).toEqual(plan(stage([[SPLIT_AB, 0]]), 0));
  });
});

describe('a change that is overtaken by another', () => {
  const SOLO_C = scene('solo', cameras('c'));
  /** SOLO_A gives way to SPLIT_AB at START_MS, and that after 100 ms to SOLO_C. */
  const overtaking = (first: Transition, second: Transition): ProgramScene => {
    const { document, feeds } = SOLO_A;
    const overtaken = { from: { document, feeds }, transition: first, startedAtMs: START_MS };
    const change = { from: { document: SPLIT_AB.document, feeds: SPLIT_AB.feeds }, transition: second };
    return { ...SOLO_C, change: { ...change, startedAtMs: START_MS + 100, overtaken } };
  };
  const staged = (first: Transition, second: Transition) =>
    stage([
      [SOLO_A, 0],
      [changed(SOLO_A, SPLIT_AB, first), START_MS],
      [overtaking(first, second), START_MS + 100],
    ]);

  it('a fade begins over the mixture that was there, and that goes on below it', () => {
    const staging = staged(FADE, FADE);
    const before = plan(stage([[changed(SOLO_A, SPLIT_AB, FADE), START_MS]]), START_MS + 100);
    const { mix } = plan(staging, START_MS + 100);
    expect(mix).toMatchObject({ progress: 0, from: before.ops, under: before.mix });
    expect(plan(staging, START_MS + 300).mix).toMatchObject({ progress: 0.5, under: { progress: 0.75 } });
    const after = plan(staging, START_MS + 400);
    expect(after.mix).toMatchObject({ progress: 0.75 });
    expect(after.mix?.under, 'the first is over').toBeUndefined();
    expect(stagedFeeds(staging)).toEqual(new Set(['camera:a', 'camera:b', 'camera:c']));
    expect(isResting(settleStaging(staging, START_MS + 500))).toBe(true);
  });

  it('a fade lets a move below it go on', () => {
    const { mix } = plan(staged(MOVE, FADE), START_MS + 200);
    const moving = plan(stage([[changed(SOLO_A, SPLIT_AB, MOVE), START_MS]]), START_MS + 200);
    expect(mix).toMatchObject({ progress: 0.25, from: moving.ops });
  });

  it('a move goes on from where a move has brought everything', () => {
    const before = plan(stage([[changed(SOLO_A, SPLIT_AB, MOVE), START_MS]]), START_MS + 100);
    const places = (ops: readonly DrawOp[]) => look(ops).filter((row) => /^[ab] /.test(row));
    expect(places(plan(staged(MOVE, MOVE), START_MS + 100).ops)).toEqual(places(before.ops));
  });

  it('what a move overtakes fades out with it, and has gone when it ends', () => {
    const long: Transition = { kind: 'fade', durationMs: 2_000 };
    const staging = staged(long, MOVE);
    expect(plan(staging, START_MS + 100).mix?.progress).toBeCloseTo(0.05, 9);
    expect(plan(staging, START_MS + 499).mix?.progress).toBeCloseTo(1, 2);
    expect(plan(staging, START_MS + 500).mix).toBeNull();
  });

  it('looks the same to a studio that opens in the middle of it', () => {
    const opened = stage([[overtaking(FADE, FADE), START_MS + 250]]);
    expect(plan(opened, START_MS + 300)).toEqual(plan(staged(FADE, FADE), START_MS + 300));
  });
});

describe('glideTiles', () => {
  it('stays even and inside the canvas all the way', () => {
    const ends = [
      restingTiles(placeFeeds(newSceneDocument('picture-in-picture'), cameras('a', 'b', 'c'), HD)),
      restingTiles(placeFeeds(newSceneDocument('grid'), cameras('c', 'd', 'a'), HD)),
    ] as const;
    for (let progress = 0; progress <= 1; progress += 0.01) {
      for (const { x, y, width, height } of glideTiles(ends[0], ends[1], progress)) {
        expect([x, y, width, height].every((px) => px % 2 === 0 && px >= 0)).toBe(true);
        expect(x + width <= HD.width && y + height <= HD.height).toBe(true);
      }
    }
  });

  it('lets two that change places pass each other half way', () => {
    const [ab, ba] = [['a', 'b'] as const, ['b', 'a'] as const].map((names) =>
      restingTiles(placeFeeds(newSceneDocument('picture-in-picture'), cameras(...names), HD)),
    );
    const orderAt = (progress: number) => glideTiles(ab!, ba!, progress).map(({ feedId }) => feedId);
    expect(orderAt(0.4)).toEqual(['camera:a', 'camera:b']);
    expect(orderAt(0.6)).toEqual(['camera:b', 'camera:a']);
  });
});
