import { describe, expect, it } from 'vitest';
import { ClipPlayer } from './clip-player';
import type { Picture } from './picture-source';

const FRAME_MS = 40;

/** A file of `count` pictures; frames are their numbers. `open` pictures are not taken or closed yet. */
function file(count: number, breaksAt = Infinity) {
  const log = { decoded: 0, open: 0, shown: [] as number[], isBroken: false, isClosed: false };
  const player = (loop: boolean) =>
    new ClipPlayer({
      loop,
      roundMs: null,
      open: () =>
        Promise.resolve({
          ...{ width: 64, height: 36, isTransparent: false, durationMs: count * FRAME_MS },
          pictures: async function* (fromMs: number): AsyncGenerator<Picture> {
            for (let index = Math.floor(fromMs / FRAME_MS); index < count; index += 1) {
              await Promise.resolve();
              if (index === breaksAt) throw new Error('damaged');
              log.decoded += 1;
              log.open += 1;
              const close = () => void (log.open -= 1);
              const take = () => {
                close();
                return { number: index } as unknown as VideoFrame;
              };
              yield { atMs: index * FRAME_MS, take, close };
            }
          },
          close: () => void (log.isClosed = true),
        }),
      show: (frame) => {
        log.shown.push((frame as unknown as { number: number }).number);
        return Promise.resolve();
      },
      onBroken: () => void (log.isBroken = true),
    });
  return { log, player };
}

/** Everything that can go on without time passing has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function playTo(player: ClipPlayer, fromMs: number, toMs: number): Promise<void> {
  // A file takes a moment to open; nothing is waited for here but that.
  player.tick(fromMs);
  await settle();
  for (let atMs = fromMs; atMs <= toMs; atMs += FRAME_MS) {
    player.tick(atMs);
    await settle();
  }
}

describe('[ME5] the pictures of a clip', () => {
  it('are shown when they are due, and the last one stays', async () => {
    const { log, player } = file(5);
    await playTo(player(false), 0, 12 * FRAME_MS);
    expect(log.shown).toEqual([0, 1, 2, 3, 4]);
    expect(log.open).toBe(0);
  });

  it('are decoded a few ahead, however long nobody asks', async () => {
    const { log, player } = file(1_000);
    const playing = player(false);
    playing.tick(0);
    await settle();
    await settle();
    expect(log.decoded).toBeLessThanOrEqual(6);
    playing.close();
    await settle();
    expect(log.open).toBe(0);
    expect(log.isClosed).toBe(true);
  });

  it('begin where the others are, for one that comes later', async () => {
    const { log, player } = file(100);
    await playTo(player(false), 50 * FRAME_MS, 52 * FRAME_MS);
    expect(log.shown).toEqual([50, 51, 52]);
  });

  it('that are late are dropped', async () => {
    const { log, player } = file(100);
    const playing = player(false);
    await playTo(playing, 0, 2 * FRAME_MS);
    await playTo(playing, 5 * FRAME_MS, 7 * FRAME_MS);
    expect(log.shown.at(-1)).toBe(7);
    expect(log.shown).not.toContain(3);
  });

  it('of a loop follow each other without a gap', async () => {
    const { log, player } = file(5);
    await playTo(player(true), 0, 13 * FRAME_MS);
    expect(log.shown).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3]);
  });

  it('follow a time that goes back', async () => {
    const { log, player } = file(100);
    const playing = player(false);
    await playTo(playing, 60 * FRAME_MS, 62 * FRAME_MS);
    await playTo(playing, 0, 3 * FRAME_MS);
    expect(log.shown.slice(3)).toEqual([0, 1, 2, 3]);
  });

  it('jump when decoding cannot keep up', async () => {
    const { log, player } = file(200);
    const playing = player(false);
    await playTo(playing, 0, 2 * FRAME_MS);
    // Nothing was asked for long: what is ahead is far behind.
    playing.tick(150 * FRAME_MS);
    await settle();
    await playTo(playing, 151 * FRAME_MS, 156 * FRAME_MS);
    expect(log.shown.at(-1)).toBeGreaterThanOrEqual(153);
  });
});

describe('a file that breaks while it plays', () => {
  it('is reported once, and what was shown stays', async () => {
    const { log, player } = file(10, 3);
    const playing = player(false);
    await playTo(playing, 0, 9 * FRAME_MS);
    expect(log.isBroken).toBe(true);
    expect(playing.picture).toEqual({ width: 64, height: 36, isTransparent: false });
    expect(log.open).toBe(0);
  });
});
