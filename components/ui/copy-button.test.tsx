import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { CopyButton } from './copy-button';

it('copies the text and says so', async () => {
  const user = userEvent.setup();
  render(<CopyButton text="https://studio.example.org/join/x" label="Copy link" />);
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  expect(await screen.findByText('Copied')).toBeInTheDocument();
  expect(await navigator.clipboard.readText()).toBe('https://studio.example.org/join/x');
});
