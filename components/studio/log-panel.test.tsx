import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { NumberedEvent, ShowEvent } from '@/lib/core/contract/show-events';
import { newShow, PRODUCER, SECOND_PRODUCER, SYSTEM } from '@/lib/core/show/testing/show-fixtures';
import { LogPanel } from './log-panel';
import { StudioProvider } from './studio-context';
import { fakeStudio } from './testing/fake-studio';

const entry = (seq: number, actor: NumberedEvent['actor'], event: ShowEvent): NumberedEvent => ({
  seq,
  atMs: seq,
  actor,
  event,
  commandId: null,
});
const log = [
  entry(1, PRODUCER, { type: 'program.activated', sceneId: 'b', change: null }),
  entry(2, SECOND_PRODUCER, { type: 'scene.renamed', sceneId: 'a', name: 'News' }),
  entry(3, SECOND_PRODUCER, { type: 'program.activated', sceneId: 'a', change: null }),
  entry(4, SYSTEM, { type: 'master.gainSet', gainDb: -3 }),
];

it('tells who took what to air, by person and by kind', async () => {
  render(
    <StudioProvider runtime={fakeStudio(newShow(), 'producer', { log }).runtime}>
      <LogPanel />
    </StudioProvider>,
  );
  const lines = () => screen.queryAllByRole('listitem').map((line) => line.textContent.slice(8));
  expect(lines()).toHaveLength(4);
  await userEvent.selectOptions(screen.getByLabelText('Kind'), 'On air');
  expect(lines()).toEqual(['Ben switched to “Talk”', 'Ada switched to “Solo”']);
  await userEvent.selectOptions(screen.getByLabelText('Person'), 'Ben');
  expect(lines()).toEqual(['Ben switched to “Talk”']);
  await userEvent.selectOptions(screen.getByLabelText('Kind'), 'Sound');
  expect(screen.getByText('Nothing like that has happened.')).toBeVisible();
});
