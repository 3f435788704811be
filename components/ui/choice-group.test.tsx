import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { Choice, ChoiceGroup } from './choice-group';

function Themes({ start, onChoose }: { start: string | null; onChoose: (theme: string) => void }) {
  const [theme, setTheme] = useState(start);
  return (
    <>
      <button type="button">Before</button>
      <ChoiceGroup
        label="Theme"
        value={theme}
        onChoose={(next) => {
          setTheme(next);
          onChoose(next);
        }}
      >
        {['Clean', 'Bold', 'Glass'].map((name) => (
          <Choice key={name} value={name}>
            {name}
          </Choice>
        ))}
      </ChoiceGroup>
      <button type="button">After</button>
    </>
  );
}

const open = (start: string | null) => {
  const onChoose = vi.fn<(theme: string) => void>();
  render(<Themes start={start} onChoose={onChoose} />);
  return { onChoose, user: userEvent.setup() };
};
const radio = (name: string) => screen.getByRole('radio', { name });

it('is one stop for Tab, at the one that is chosen', async () => {
  const { user } = open('Bold');
  await user.tab();
  await user.tab();
  expect(radio('Bold')).toHaveFocus();
  await user.tab();
  expect(screen.getByRole('button', { name: 'After' })).toHaveFocus();
});

it('is entered at the first where none is chosen', async () => {
  const { user } = open(null);
  await user.tab();
  await user.tab();
  expect(radio('Clean')).toHaveFocus();
});

it('goes on by arrow keys, around the end, and chooses by Space alone', async () => {
  const { user, onChoose } = open('Bold');
  await user.click(screen.getByRole('button', { name: 'Before' }));
  await user.tab();
  await user.keyboard('{ArrowRight}{ArrowRight}');
  expect(radio('Clean')).toHaveFocus();
  expect(onChoose).not.toHaveBeenCalled();
  await user.keyboard(' ');
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('Clean');
  expect(radio('Clean')).toBeChecked();
  expect(radio('Bold')).not.toBeChecked();
});

it('keeps the chosen one chosen when it is pressed again', async () => {
  const { user, onChoose } = open('Glass');
  await user.click(radio('Glass'));
  expect(onChoose).not.toHaveBeenCalled();
  expect(radio('Glass')).toBeChecked();
});
