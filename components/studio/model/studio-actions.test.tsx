import { expect, it, vi } from 'vitest';
import type { Role } from '@/lib/core/access/can';
import type { ShowState } from '@/lib/core/contract/show-state';
import { after, claim, guest, liveShow, newShow } from '@/lib/core/show/testing/show-fixtures';
import type { StudioActionPorts } from './actions/studio-action';
import {
  actionForKey,
  keysOf,
  remoteActions,
  shortcutOf,
  studioActions,
  type KeyPress,
} from './studio-actions';

function setUp(
  role: Role = 'producer',
  state: ShowState = newShow(),
  ownSeat: StudioActionPorts['ownSeat'] = null,
  history: StudioActionPorts['history'] = { undo: null, redo: null },
) {
  const ports = {
    send: vi.fn(),
    askGoLive: vi.fn(),
    askEndShow: vi.fn(),
    openHelp: vi.fn(),
    openPalette: vi.fn(),
    openRemote: vi.fn(),
    openNewScene: vi.fn(),
    openRename: vi.fn(),
    openImport: vi.fn(),
    exportScenes: vi.fn(),
    newId: () => 'new',
    nowMs: 0,
    takeOwnSeat: vi.fn(),
    ownSeat,
    history,
    turn: vi.fn(),
    engine: { isHere: true, standbys: [{ clientId: 'other', name: 'Ben' }], takeOver: vi.fn() },
    solo: { seatIds: new Set<string>(), set: vi.fn() },
  };
  return { ports, actions: studioActions(state, role, ports) };
}

const press = (key: string, part: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[0-9]$/.test(key) ? `Digit${key}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...part,
});

const inStudioMode = () => after(newShow(), { type: 'show.setSwitchMode', mode: 'studio' });

it('switches scenes with the number keys in direct mode', () => {
  const { actions, ports } = setUp();
  actionForKey(actions, press('2'))?.run();
  expect(ports.send).toHaveBeenCalledWith({ type: 'scene.activate', sceneId: 'b' });
  expect(actionForKey(actions, press('1'))).toBeNull();
});

it('sets the layout of the scene on program', () => {
  const { actions, ports } = setUp();
  actionForKey(actions, press('Q'))?.run();
  expect(ports.send).toHaveBeenCalledWith({ type: 'scene.setLayout', sceneId: 'a', layout: 'solo' });
});

it('sets the layout of the preview in studio mode, and leaves the program alone', () => {
  const { actions, ports } = setUp('producer', inStudioMode());
  actionForKey(actions, press('q'))?.run();
  expect(ports.send).toHaveBeenCalledWith({ type: 'scene.setLayout', sceneId: 'b', layout: 'solo' });
});

it('in studio mode a number previews, Space takes what is in preview', () => {
  const state = after(newShow(), { type: 'show.setSwitchMode', mode: 'studio' });
  const { actions, ports } = setUp('producer', state);
  actionForKey(actions, press('1'))?.run();
  expect(ports.send).toHaveBeenLastCalledWith({ type: 'scene.preview', sceneId: 'a' });
  actionForKey(actions, press(' ', { code: 'Space' }))?.run();
  expect(ports.send).toHaveBeenLastCalledWith({ type: 'show.take', sceneId: 'b' });
});

it.each([newShow, inStudioMode])('Shift and a number cut to program in both modes', (state) => {
  const { actions, ports } = setUp('producer', state());
  actionForKey(actions, press('@', { code: 'Digit2', shiftKey: true }))?.run();
  expect(ports.send).toHaveBeenCalledWith({ type: 'scene.activate', sceneId: 'b', cut: true });
});

it('keeps the length when another transition is chosen', () => {
  const { actions, ports } = setUp();
  actionForKey(actions, press('x'))?.run();
  const transition = { kind: 'fade', durationMs: newShow().switching.transition.durationMs };
  expect(ports.send).toHaveBeenCalledWith({ type: 'show.setTransition', transition });
});

it('shows and hides graphics with Alt and a number, and all with Shift+G', () => {
  const spec = { kind: 'banner', text: 'Hello', edge: 'bottom' } as const;
  const off = after(newShow(), { type: 'graphic.add', graphicId: 'g', name: 'Hello', spec });
  const { actions, ports } = setUp('producer', off);
  actionForKey(actions, press('1', { altKey: true }))?.run();
  expect(ports.send).toHaveBeenLastCalledWith({ type: 'graphic.show', graphicId: 'g' });
  expect(actions.find(({ id }) => id === 'graphic.hide-all')?.reason).toBe('No graphic is on.');
  const on = setUp('producer', after(off, { type: 'graphic.show', graphicId: 'g' }));
  actionForKey(on.actions, press('1', { altKey: true }))?.run();
  expect(on.ports.send).toHaveBeenLastCalledWith({ type: 'graphic.hide', graphicId: 'g' });
  actionForKey(on.actions, press('G', { shiftKey: true }))?.run();
  expect(on.ports.send).toHaveBeenLastCalledWith({ type: 'graphic.hideAll' });
});

it.each([
  [press('2'), '2'],
  [press('é', { code: 'Digit2' }), '2'],
  [press('2', { shiftKey: true }), 'Shift+2'],
  [press(' '), 'Space'],
  [press('Q'), 'q'],
  [press('?', { shiftKey: true }), '?'],
  [press('k', { ctrlKey: true }), 'Mod+k'],
  [press('K', { metaKey: true }), 'Mod+k'],
  [press('r', { ctrlKey: true }), null],
  [press('2', { metaKey: true }), null],
  [press('2', { altKey: true }), 'Alt+2'],
  [press('™', { altKey: true, code: 'Digit2' }), 'Alt+2'],
  [press('q', { altKey: true }), null],
  [press('G', { shiftKey: true }), 'Shift+g'],
])('names the press %o', (pressed, name) => {
  expect(shortcutOf(pressed)).toBe(name);
});

it('prints shortcuts as the keys that are pressed', () => {
  expect([keysOf('Mod+k'), keysOf('Shift+1'), keysOf('Space')]).toEqual([
    ['Ctrl', 'K'],
    ['Shift', '1'],
    ['Space'],
  ]);
});

it('says why what is not possible is not', () => {
  for (const role of ['owner', 'producer', 'host', 'viewer'] as const)
    for (const state of [newShow(), inStudioMode()])
      for (const { id, isAvailable, reason } of setUp(role, state).actions) {
        expect(isAvailable, id).toBe(reason === null);
        if (reason !== null) expect(reason, id).toMatch(/^[A-Z].*\.$/);
      }
  const take = setUp().actions.find(({ id }) => id === 'show.take');
  expect(take?.reason).toContain('studio mode');
});

it('has every id once', () => {
  for (const state of [newShow(), inStudioMode()]) {
    const ids = setUp('producer', state).actions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

it('asks before going live, and never by a single key', () => {
  const { actions, ports } = setUp();
  const goLive = actions.find(({ id }) => id === 'show.go-live');
  goLive?.run();
  expect(ports.askGoLive).toHaveBeenCalled();
  expect(ports.send).not.toHaveBeenCalled();
  expect(goLive?.shortcut).toBeNull();
});

it('goes live only while a studio draws the program, and says so', () => {
  const goLive = (state: ShowState) =>
    setUp('producer', state).actions.find(({ id }) => id === 'show.go-live');
  expect(goLive(newShow())?.reason).toContain('Open the studio on a computer');
  expect(goLive(after(newShow(), claim()))?.isAvailable).toBe(true);
});

it('runs the rundown: its next part with its scene, and stops it', () => {
  const add = { type: 'rundown.add', durationMs: 60_000, notes: '' } as const;
  const planned = after(
    newShow(),
    { ...add, itemId: 'r1', title: 'Opening', sceneId: null },
    { ...add, itemId: 'r2', title: 'Talk', sceneId: 'b' },
  );
  const next = (state: ShowState) => {
    const { actions, ports } = setUp('producer', state);
    return { ports, action: actions.find(({ id }) => id === 'rundown.next') };
  };
  expect(next(newShow()).action?.reason).toContain('no rundown');
  expect(next(planned).action?.label).toBe('Start: Opening');
  const running = after(planned, { type: 'rundown.start', itemId: 'r1' });
  const { action, ports } = next(running);
  expect(action?.label).toBe('Next: Talk');
  action?.run();
  expect(ports.send.mock.calls).toEqual([
    [{ type: 'rundown.start', itemId: 'r2' }],
    [{ type: 'scene.activate', sceneId: 'b' }],
  ]);
  const last = next(after(running, { type: 'rundown.start', itemId: 'r2' }));
  expect(last.action?.reason).toBe('The last part is running.');
});

it('gives a remote the same actions, without what only a studio opens', () => {
  const { actions, ports } = setUp();
  const ids = new Set(actions.map(({ id }) => id));
  const remote = remoteActions(newShow(), 'producer', ports).map(({ id }) => id);
  expect(remote.filter((id) => !ids.has(id))).toEqual([]);
  expect([...ids].filter((id) => !remote.includes(id)).map((id) => id.replace(/:.*/, ':'))).toEqual(
    expect.arrayContaining(['scene.add', 'layout:', 'own.seat', 'palette', 'help', 'remote']),
  );
});

it('cancels a countdown with Escape, and offers that only then', () => {
  const counting = setUp('producer', {
    ...newShow(),
    phase: { status: 'countdown', broadcastId: 'b1', startedAtMs: 0, liveAtMs: 5_000 },
  });
  actionForKey(counting.actions, press('Escape'))?.run();
  expect(counting.ports.send).toHaveBeenCalledWith({ type: 'show.cancelCountdown' });
  expect(actionForKey(setUp().actions, press('Escape'))).toBeNull();
});

it('mutes the own microphone with M, on camera only', () => {
  const seat = {
    isMuted: true,
    isCameraOn: true,
    isSharing: false,
    toggleMute: vi.fn(),
    toggleCamera: vi.fn(),
    toggleScreen: vi.fn(),
    leave: vi.fn(),
  };
  const { actions } = setUp('producer', newShow(), seat);
  const mute = actionForKey(actions, press('m'));
  expect(mute?.label).toBe('Unmute yourself');
  mute?.run();
  expect(seat.toggleMute).toHaveBeenCalled();
  expect(actionForKey(setUp().actions, press('m'))).toBeNull();
});

it('offers a viewer nothing that changes the show', () => {
  const { actions, ports } = setUp('viewer');
  for (const { isAvailable, run } of actions) if (isAvailable) run();
  expect(ports.send).not.toHaveBeenCalled();
});

it('gives no key to two actions', () => {
  for (const state of [newShow(), inStudioMode()]) {
    const keys = setUp('producer', state).actions.flatMap(({ shortcut }) => shortcut ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

it('lists what this person could take back, in words, and says when there is nothing', () => {
  const nothing = setUp().actions.find(({ id }) => id === 'history.undo');
  expect(nothing).toMatchObject({ isAvailable: false, reason: 'Nothing of yours to undo.' });
  const { actions, ports } = setUp('producer', newShow(), null, { undo: 'scene.reorder', redo: null });
  const undo = actions.find(({ id }) => id === 'history.undo');
  expect(undo).toMatchObject({ isAvailable: true, shortcut: 'Mod+z' });
  expect(undo?.label).toMatch(/^Undo: you .*order/);
  undo?.run();
  expect(ports.turn).toHaveBeenCalledWith('undo');
  expect(keysOf('Mod+Shift+z')).toEqual(['Ctrl', 'Shift', 'Z']);
});

it('goes on in the rundown by Shift+N, and says why it cannot', () => {
  expect(setUp().actions.find(({ id }) => id === 'rundown.next')?.reason).toMatch(/no rundown yet/);
  const part = (itemId: string, sceneId: string | null) =>
    ({ type: 'rundown.add', itemId, title: itemId, durationMs: 60_000, notes: '', sceneId }) as const;
  const state = after(newShow(), part('Intro', 'b'), part('Talk', null));
  const { actions, ports } = setUp('producer', state);
  actionForKey(actions, press('N', { shiftKey: true }))?.run();
  expect(ports.send.mock.calls).toEqual([
    [{ type: 'rundown.start', itemId: 'Intro' }],
    [{ type: 'scene.activate', sceneId: 'b' }],
  ]);
  const atTheEnd = after(state, { type: 'rundown.start', itemId: 'Talk' });
  const next = setUp('producer', atTheEnd).actions.find(({ id }) => id === 'rundown.next');
  expect(next?.reason).toBe('The last part is running.');
});

it('checks the program, tries destinations again and moves the engine, each only when it can be', () => {
  const reasonOf = (state: ShowState, id: string) =>
    setUp('producer', state).actions.find((action) => action.id === id)?.reason;
  expect(reasonOf(newShow(), 'check')).toMatch(/No browser is drawing/);
  expect(reasonOf(after(newShow(), claim()), 'check')).toBeNull();
  expect(reasonOf(liveShow(), 'check')).toMatch(/for rehearsal/);
  expect(reasonOf(newShow(), 'relay.retry:d1')).toBe('The show is not live.');
  const failed = { status: 'failed', reason: 'bad-key', detail: '' } as const;
  const live = liveShow();
  const troubled: ShowState = {
    ...live,
    destinations: live.destinations.map((one, index) => ({
      ...one,
      relay: index === 0 ? ({ relayId: one.destinationId, state: failed } as typeof one.relay) : one.relay,
    })),
  };
  expect(reasonOf(troubled, 'relay.retry:d1')).toBeNull();
  expect(reasonOf(troubled, 'relay.retry:d2')).toBe('Nothing is wrong there.');
  expect(reasonOf(liveShow(), 'engine.take-over')).toBe('This browser draws it already.');
  const { actions, ports } = setUp('producer', liveShow());
  actions.find(({ id }) => id === 'engine.hand-over:other')?.run();
  expect(ports.send).toHaveBeenCalledWith({ type: 'lease.handOver', toEngineId: 'other' });
});

it('puts somebody first in the picture, and alone in one’s own headphones', () => {
  const onStage = (seatId: string) =>
    [guest(seatId), { type: 'seat.admit', seatId }, { type: 'seat.toStage', seatId }] as const;
  const state = after(newShow(), ...onStage('ada'), ...onStage('ben'), guest('eve'));
  const { actions, ports } = setUp('producer', state);
  actions.find(({ id }) => id === 'seat.lead:ben')?.run();
  expect(ports.send).toHaveBeenCalledWith({ type: 'seat.reorder', seatIds: ['ben', 'ada'] });
  expect(actions.find(({ id }) => id === 'seat.lead:ada')?.reason).toBe('ada is the first already.');
  actions.find(({ id }) => id === 'solo:ben')?.run();
  expect(ports.solo.set).toHaveBeenCalledWith(new Set(['ben']));
  expect(actions.some(({ id }) => id === 'solo:eve')).toBe(false);
  ports.send.mockClear();
  actions.find(({ id }) => id === 'seat.lower-third:ada')?.run();
  expect(ports.send.mock.calls.map(([command]: { type: string }[]) => command?.type)).toEqual([
    'graphic.add',
    'graphic.show',
  ]);
});
