import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, picture } from './testing/browser-page';
import { BrowserRooms } from './testing/browser-room';
import { installClapperboard, type Skew } from './testing/clapperboard';
import { startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

/** People notice sound that is 45 ms early or 125 ms late (ITU-R BT.1359). */
const SKEW_MS_MAX = 40;
/** The browsers align sound and picture in steps, from the first sender reports on. */
const SETTLE_PAIRS = 8;
const PAIRS = 10;

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

  it('adds no more than 40 ms between a guest’s sound and picture', async () => {
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
    await waitFor(
      'the browsers to have aligned',
      async () => ((await picture(watcher, 'speaker-camera'))?.time ?? 0) > SETTLE_PAIRS,
    );
    const skewMs = await measure();
    expect(Math.abs(skewMs), `${skewMs} ms`).toBeLessThanOrEqual(SKEW_MS_MAX);
  });
});
