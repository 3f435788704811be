import { expect, it, vi } from 'vitest';
import type { Role } from '@/lib/core/access/can';
import type { ShowState } from '@/lib/core/contract/show-state';
import { newShow } from '@/lib/core/show/testing/show-fixtures';
import { actionForKey, studioActions, type StudioActionPorts } from './studio-actions';

function setUp(
  role: Role = 'producer',
  state: ShowState = newShow(),
  ownMicrophone: StudioActionPorts['ownMicrophone'] = null,
) {
  const ports = {
    send: vi.fn(),
    askGoLive: vi.fn(),
    askEndShow: vi.fn(),
    openHelp: vi.fn(),
    newId: () => 'new',
    ownMicrophone,
  };
  return { ports, actions: studioActions(state, role, ports) };
}

const press = (key: string, part = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isTyping: false,
  ...part,
});

it('switches scenes with the number keys', () => {
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

it.each([{ isTyping: true }, { ctrlKey: true }, { metaKey: true }, { altKey: true }])(
  'leaves a key alone with %o',
  (part) => {
    expect(actionForKey(setUp().actions, press('2', part))).toBeNull();
  },
);

it('asks before going live, and never by a single key', () => {
  const { actions, ports } = setUp();
  const goLive = actions.find(({ id }) => id === 'show.go-live');
  goLive?.run();
  expect(ports.askGoLive).toHaveBeenCalled();
  expect(ports.send).not.toHaveBeenCalled();
  expect(goLive?.shortcut).toBeNull();
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
  const toggle = vi.fn();
  const { actions } = setUp('producer', newShow(), { isMuted: true, toggle });
  const mute = actionForKey(actions, press('m'));
  expect(mute?.label).toBe('Unmute yourself');
  mute?.run();
  expect(toggle).toHaveBeenCalled();
  expect(actionForKey(setUp().actions, press('m'))).toBeNull();
});

it('offers a viewer nothing but help', () => {
  const available = setUp('viewer').actions.filter(({ isAvailable }) => isAvailable);
  expect(available.map(({ id }) => id)).toEqual(['help']);
});

it('gives no key to two actions', () => {
  const keys = setUp().actions.flatMap(({ shortcut }) => shortcut ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});
