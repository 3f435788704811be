import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { SceneSlot } from '@/lib/core/contract/scene-document';
import { toBox, toShares, type Box } from '@/lib/core/layout/free-edit';
import { after, newShow } from '@/lib/core/show/testing/show-fixtures';
import { FreeEditor } from './free-editor';
import { StudioProvider } from './studio-context';
import { fakeStudio } from './testing/fake-studio';

const box = (x: number, y: number): Box => ({ x, y, width: 400, height: 200 });
const slot = (place: Box): SceneSlot => ({ binding: { kind: 'any' }, rect: toShares(place) });

function open(role: 'producer' | 'host' = 'producer') {
  const state = after(
    newShow(),
    { type: 'scene.setLayout', sceneId: 'a', layout: 'free' },
    { type: 'scene.setSlots', sceneId: 'a', slots: [slot(box(100, 60)), slot(box(700, 400))] },
  );
  const { runtime, commands } = fakeStudio(state, role);
  const [scene] = state.scenes;
  if (!scene) throw new Error('no scene');
  render(
    <StudioProvider runtime={runtime}>
      <FreeEditor scene={scene} />
    </StudioProvider>,
  );
  const editor = document.querySelector<HTMLElement>('[data-free-editor]');
  // As wide as half the canvas: two px of the canvas for each of the screen.
  if (editor) Object.defineProperty(editor, 'clientWidth', { value: 640 });
  return { commands, slots: screen.queryAllByRole('button') };
}

const boxesOf = (command: ShowCommand | undefined) =>
  command?.type === 'scene.setSlots' ? command.slots.map(({ rect }) => rect && toBox(rect)) : [];

beforeEach(() => {
  vi.useFakeTimers();
  HTMLElement.prototype.setPointerCapture = () => undefined;
});
afterEach(() => vi.useRealTimers());

it('moves a slot by the arrow keys, 1 px and with Shift 10, and sends it once', () => {
  const { commands, slots } = open();
  const [first] = slots;
  if (!first) throw new Error('no slot');
  for (let press = 0; press < 3; press += 1) fireEvent.keyDown(first, { key: 'ArrowRight' });
  fireEvent.keyDown(first, { key: 'ArrowUp', shiftKey: true });
  act(() => {
    vi.advanceTimersByTime(1_000);
  });
  expect(commands).toHaveLength(1);
  expect(boxesOf(commands[0])).toEqual([box(103, 50), box(700, 400)]);
});

it('sizes a slot by Alt and the arrow keys, and its other corner stays', () => {
  const { commands, slots } = open();
  const [first] = slots;
  if (!first) throw new Error('no slot');
  fireEvent.keyDown(first, { key: 'ArrowRight', altKey: true, shiftKey: true });
  fireEvent.keyDown(first, { key: 'ArrowUp', altKey: true });
  act(() => {
    vi.advanceTimersByTime(1_000);
  });
  expect(boxesOf(commands[0])).toEqual([{ x: 100, y: 60, width: 410, height: 199 }, box(700, 400)]);
  // As small as can be taken hold of, and inside the picture.
  for (let press = 0; press < 60; press += 1)
    fireEvent.keyDown(first, { key: 'ArrowLeft', altKey: true, shiftKey: true });
  act(() => {
    vi.advanceTimersByTime(1_000);
  });
  expect(boxesOf(commands[1])[0]).toMatchObject({ x: 100, width: 40 });
});

it('drags a slot with the pointer, drawn to the nearest line', () => {
  const { commands, slots } = open();
  const [first] = slots;
  if (!first) throw new Error('no slot');
  fireEvent.pointerDown(first, { button: 0, clientX: 100, clientY: 100 });
  fireEvent.pointerMove(first, { clientX: 53, clientY: 120 });
  fireEvent.pointerUp(first);
  expect(boxesOf(commands[0])).toEqual([box(0, 100), box(700, 400)]);
});

it('pulls a corner, exactly where the hand is with Alt', () => {
  const { commands, slots } = open();
  const corner = slots[1]?.querySelector('[data-handle="se"]');
  if (!corner) throw new Error('no corner');
  fireEvent.pointerDown(corner, { button: 0, clientX: 0, clientY: 0 });
  fireEvent.pointerMove(corner, { clientX: 88, clientY: 10, altKey: true });
  fireEvent.pointerUp(corner);
  expect(boxesOf(commands[0])[1]).toEqual({ x: 700, y: 400, width: 576, height: 220 });
});

it('removes a slot with Delete', () => {
  const { commands, slots } = open();
  if (slots[0]) fireEvent.keyDown(slots[0], { key: 'Delete' });
  expect(boxesOf(commands[0])).toEqual([box(700, 400)]);
});

it('is not there for those who may not edit', () => {
  expect(open('host').slots).toEqual([]);
});
