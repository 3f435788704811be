import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logo } from '@/lib/core/contract/logo';
import type { SceneDocument } from '@/lib/core/contract/scene-document';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import type { Client, Harness } from './testing/realtime-harness';
import { next, send, SHOW_ID, startHarness } from './testing/realtime-harness';

let harness: Harness;
let ada: Client;
beforeEach(async () => {
  harness = await startHarness({ idleMs: 60 });
  harness.members.set('ada', 'producer');
  harness.assets.set('w1 film', { kind: 'video', hasSound: true, durationMs: 150 });
  harness.assets.set('w2 theirs', { kind: 'video', hasSound: true, durationMs: 150 });
  ada = harness.connect({ userId: 'ada' });
  await next(ada, 'snapshot');
});
afterEach(() => harness.close());

type Cue = Extract<ShowCommand, { type: 'media.add' }>;
const cue = (part: Partial<Cue> = {}): Cue => ({
  ...{ type: 'media.add', mediaId: 'm1', assetId: 'film', kind: 'video', hasSound: true },
  ...{ name: 'Film', durationMs: 150, gainDb: 0, muted: false, loop: false, fadeMs: 0 },
  ...({ fit: 'contain', then: { kind: 'next-scene' } } as const),
  ...part,
});
const stateNow = async () => (await harness.sessions.open(SHOW_ID))?.session.state;

describe('[ME1] files of the library', () => {
  it.each([
    ['of another workspace', cue({ assetId: 'theirs' }), 'not-found'],
    ['that are not there', cue({ assetId: 'none' }), 'not-found'],
    ['said to be longer than they are', cue({ durationMs: 90_000 }), 'invalid-input'],
    ['said to be of another kind', cue({ kind: 'audio' }), 'invalid-input'],
  ])('%s are refused', async (_what, command, code) => {
    expect(await send(ada, command)).toMatchObject({ ok: false, error: { code } });
  });

  it('a background is a file of the workspace too', async () => {
    const background = (assetId: string) =>
      ({ type: 'scene.setBackground', sceneId: 'a', background: { kind: 'video', assetId } }) as const;
    expect(await send(ada, background('theirs'))).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect((await send(ada, background('film'))).ok).toBe(true);
  });

  it('[SC8] imported scenes show files of the workspace, or the place of one that is not is named', async () => {
    const imported = (part: Partial<SceneDocument>, logo: Logo | null = null): ShowCommand => ({
      type: 'scene.import',
      scenes: [
        { sceneId: 'x1', name: 'Plain', document: newSceneDocument('grid') },
        { sceneId: 'x2', name: 'Break', document: { ...newSceneDocument('solo'), ...part } },
      ],
      logos: logo ? [{ logo, sceneIds: ['x2'] }] : [],
    });
    const logoOf = (assetId: string) => ({ kind: 'image', dataUrl: `/api/assets/${assetId}` }) as const;
    harness.assets.set('w1 mark', { kind: 'image', hasSound: false, durationMs: null });
    const background = (assetId: string) => ({ background: { kind: 'video', assetId } }) as const;
    for (const command of [
      imported(background('theirs')),
      imported(background('mark')),
      imported({ logo: logoOf('none') }),
      imported({}, logoOf('none')),
    ])
      expect(await send(ada, command)).toMatchObject({
        ok: false,
        error: { code: 'not-found', message: expect.stringContaining('Scene 2 (“Break”)') as string },
      });
    expect((await stateNow())?.scenes).toHaveLength(2);
    expect((await send(ada, imported(background('film'), logoOf('mark')))).ok).toBe(true);
    expect((await stateNow())?.scenes).toHaveLength(4);
  });

  it('what is sent after a file waits for its check', async () => {
    const replies = await Promise.all([
      send(ada, cue()),
      send(ada, { type: 'media.play', mediaId: 'm1' }),
      send(ada, { type: 'media.stop' }),
    ]);
    expect(replies.map(({ ok }) => ok)).toEqual([true, true, true]);
  });
});

it('a hand on the fader of a clip does not drown the activity list', async () => {
  await send(ada, cue());
  const { assetId: _asset, kind: _kind, hasSound: _sound, ...settings } = cue();
  await send(ada, { ...settings, type: 'media.update', gainDb: -3 });
  await send(ada, { ...settings, type: 'media.update', gainDb: -3, name: 'Opening film' });
  const listed = () => harness.store.audit.map(({ action, detail }) => [action, detail['subject'] ?? null]);
  await expect.poll(listed).toEqual([
    ['media.add', null],
    ['media.update', 'Film'],
  ]);
});

describe('[ME4] the end of a clip', () => {
  it('is the server’s: the next scene is taken once, whoever draws', async () => {
    await send(ada, cue());
    const taken: string[] = [];
    ada.on('events', ({ events }) =>
      events.forEach(({ event }) => void (event.type === 'program.activated' && taken.push(event.sceneId))),
    );
    const over = next(ada, 'events', ({ events }) =>
      events.some(({ event }) => event.type === 'media.stopped' && event.why === 'over'),
    );
    await send(ada, { type: 'media.play', mediaId: 'm1' });
    const startedAtMs = (await stateNow())?.media.playing?.startedAtMs ?? 0;
    await over;
    // A page that hears late, or could not play it, says so for a playback that is over already.
    expect((await send(ada, { type: 'media.break', mediaId: 'm1', startedAtMs })).ok).toBe(true);
    expect(taken).toEqual(['b']);
    expect((await stateNow())?.programSceneId).toBe('b');
  });

  it('comes although nobody has the show open any more', async () => {
    await send(ada, cue());
    await send(ada, { type: 'media.play', mediaId: 'm1' });
    const startedAtMs = (await stateNow())?.media.playing?.startedAtMs ?? 0;
    ada.disconnect();
    const show = await harness.sessions.open(SHOW_ID);
    await new Promise<void>((resolve) => {
      const stop = show?.session.onChange(({ after }) => {
        if (after.media.playing?.stoppedAtMs === null) return;
        stop?.();
        resolve();
      });
    });
    expect((await stateNow())?.media.playing?.stoppedAtMs).toBeGreaterThanOrEqual(startedAtMs + 150);
  });
});
