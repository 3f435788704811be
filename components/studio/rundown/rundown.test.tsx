import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import type { ShowState } from '@/lib/core/contract/show-state';
import { after, newShow } from '@/lib/core/show/testing/show-fixtures';
import { StudioProvider } from '../studio-context';
import { fakeStudio } from '../testing/fake-studio';
import { useActionPorts } from '../use-action-ports';
import { useStudioActions } from '../use-studio-actions';
import { durationText, overText, readDuration } from './duration-text';
import { RundownStrip } from './rundown-strip';

const item = (itemId: string, minutes: number, sceneId: string | null = null) =>
  ({
    type: 'rundown.add',
    itemId,
    title: itemId,
    durationMs: minutes * 60_000,
    notes: itemId === 'Talk' ? 'Ask about the hallway' : '',
    sceneId,
  }) as const;
const planned = after(newShow(), item('Opening', 2), item('Talk', 15, 'b'));

function show(state: ShowState) {
  const studio = fakeStudio(state);
  render(
    <TooltipProvider>
      <StudioProvider runtime={studio.runtime}>
        <Strip />
      </StudioProvider>
    </TooltipProvider>,
  );
  return studio;
}

function Strip() {
  const { ports } = useActionPorts();
  return <RundownStrip actions={useStudioActions(ports)} />;
}

describe('RundownStrip', () => {
  it('starts the plan, and with an item the scene it is played in', async () => {
    const running = after(planned, { type: 'rundown.start', itemId: 'Opening' });
    const { commands, show: store } = show(planned);
    expect(screen.getByText('17:00 planned')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Start: Opening' }));
    act(() => store.set({ ...store.get(), state: running }));
    await userEvent.click(screen.getByRole('button', { name: 'Next: Talk' }));
    expect(commands).toEqual([
      { type: 'rundown.start', itemId: 'Opening' },
      { type: 'rundown.start', itemId: 'Talk' },
      { type: 'scene.activate', sceneId: 'b' },
    ]);
  });

  it('says what is left, what is next, and the notes', () => {
    // The fake server's clock stands at 0; an item that began 5 minutes "before" it.
    const state: ShowState = {
      ...planned,
      rundown: {
        ...planned.rundown,
        run: {
          itemId: 'Talk',
          itemStartedAtMs: -5 * 60_000,
          startedAtMs: -8 * 60_000,
          firstItemId: 'Opening',
        },
      },
    };
    show(state);
    expect(screen.getByText('10:00 left of 15:00')).toBeVisible();
    expect(screen.getByText('1:00 over')).toBeVisible();
    expect(screen.getByText('Ask about the hallway')).toBeVisible();
  });

  it('is made in a dialog: title, length and scene, and refuses a length that is none', async () => {
    const { commands } = show(planned);
    await userEvent.click(screen.getByRole('button', { name: 'Edit' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Rundown' }));
    const [title] = dialog.getAllByLabelText('Title');
    const [length] = dialog.getAllByLabelText('Length');
    if (!title || !length) throw new Error('no fields');
    await userEvent.clear(title);
    await userEvent.type(title, 'Hello{Enter}');
    await userEvent.clear(length);
    await userEvent.type(length, 'soon{Enter}');
    expect(dialog.getByText('Minutes, like 5 or 5:30.')).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Add a part' }));
    expect(commands).toMatchObject([
      { type: 'rundown.edit', itemId: 'Opening', title: 'Hello', durationMs: 120_000 },
      { type: 'rundown.add', title: 'Part 3', durationMs: 300_000 },
    ]);
  });
});

it.each([
  ['5', 300_000],
  ['5:30', 330_000],
  ['1:02:03', 3_723_000],
  [' 90 ', 5_400_000],
  ['', null],
  ['0', null],
  ['5:75', null],
  ['five', null],
  ['999', null],
])('reads a length: %j is %s', (text, durationMs) => expect(readDuration(text)).toBe(durationMs));

it('writes lengths', () => {
  expect([0, 65_000, 3_723_000, -30_000].map(durationText)).toEqual(['0:00', '1:05', '1:02:03', '0:30']);
  expect([20_000, -20_000, 400].map(overText)).toEqual(['0:20 over', '0:20 under', 'on time']);
});
