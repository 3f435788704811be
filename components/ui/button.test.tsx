import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Button } from './button';
import { PENDING_DELAY_MS } from './use-delayed-flag';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('refuses presses at once while it works, and keeps its name and the focus', () => {
  const onClick = vi.fn();
  render(
    <Button isLoading onClick={onClick}>
      Save
    </Button>,
  );
  const button = screen.getByRole('button', { name: 'Save' });
  button.focus();
  fireEvent.click(button);
  expect(onClick).not.toHaveBeenCalled();
  expect(button).toHaveFocus();
  expect(button).toHaveAttribute('aria-busy', 'true');
});

it('keeps its name under the spinner too', () => {
  // As the design system's style sheet says it, which jsdom does not load.
  const { container } = render(
    <>
      <style>{'.invisible { visibility: hidden } .hidden { display: none } .opacity-0 { opacity: 0 }'}</style>
      <Button isLoading>Save</Button>
    </>,
  );
  act(() => void vi.advanceTimersByTime(PENDING_DELAY_MS));
  expect(container.querySelector('svg')).not.toBeNull();
  expect(screen.getByRole('button', { name: 'Save' })).toBeInTheDocument();
});

it('shows a spinner only for work that takes longer than 300 ms', () => {
  const { container, rerender } = render(<Button isLoading>Save</Button>);
  act(() => void vi.advanceTimersByTime(PENDING_DELAY_MS - 1));
  expect(container.querySelector('svg')).toBeNull();
  act(() => void vi.advanceTimersByTime(1));
  expect(container.querySelector('svg')).not.toBeNull();
  rerender(<Button isLoading={false}>Save</Button>);
  expect(container.querySelector('svg')).toBeNull();
});
