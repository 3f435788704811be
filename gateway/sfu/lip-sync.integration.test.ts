import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, picture } from './testing/browser-page';
import { BrowserRooms } from './testing/browser-room';
import { installClapperboard, type Skew } from './testing/clapperboard';
import { startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

/**
 * Chromium moves sound and picture towards each other once a second and leaves them alone once they are within 30 ms
 * (its stream synchronisation's dead band); the direct connection that is subtracted has the same freedom. What the
 * SFU itself adds is held to the millisecond in down-track.test.ts.
 */
const SKEW_MS_MAX = 60;
const PAIRS = 10;
/** Alignment takes steps of at most 80 ms from wherever the two jitter buffers begin: looked at again until then. */
const WINDOWS_MAX = 5;

describe('lips and voices through the SFU', () => {
  let sfu: RunningSfu;
  let rooms: BrowserRooms;

  beforeAll(async () => {
    sfu = await startSfu();
    rooms = await BrowserRooms.launch();
  });

  afterAll(async () => {
    await rooms.close();
    expect(await sfu.stop()).toBe(0);
  });

  it('are as close together as over a direct connection', async () => {
    const [speaker, watcher] = [await rooms.page(), await rooms.page()];
    for (const [page, identity] of [
      [speaker, 'speaker'],
      [watcher, 'watcher'],
    ] as const) {
      await installClapperboard(page);
      await call(page, 'joinRoom', { url: sfu.wsUrl, token: await sfu.token(identity, {}, 'sync') });
    }
    await call(speaker, 'publishClapperboard');
    await waitFor('the picture', async () => ((await picture(watcher, 'speaker-camera'))?.time ?? 0) > 0.5);
    const measure = async (): Promise<number> => {
      await Promise.all([
        call(speaker, 'startSkewMeter', 'direct-video', 'direct-audio'),
        call(watcher, 'startSkewMeter', 'speaker-camera', 'speaker-microphone'),
      ]);
      const read = (): Promise<[Skew, Skew]> =>
        Promise.all([call<Skew>(speaker, 'readSkew'), call<Skew>(watcher, 'readSkew')]);
      await waitFor(
        'flashes and beeps',
        async () => (await read()).every(({ pairs }) => pairs >= PAIRS),
        40_000,
      );
      const [own, seen] = await read();
      return seen.skewMs - own.skewMs;
    };
    const skewsMs: number[] = [];
    do skewsMs.push(await measure());
    while (Math.abs(skewsMs.at(-1)!) > SKEW_MS_MAX && skewsMs.length < WINDOWS_MAX);
    expect(Math.abs(skewsMs.at(-1)!), `${skewsMs.join(', ')} ms`).toBeLessThanOrEqual(SKEW_MS_MAX);
  }, 180_000);
});
