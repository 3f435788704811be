import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { AlertDialog } from './alert-dialog';
import { Button } from './button';
import { Dialog } from './dialog';
import { Input } from './input';

function Page() {
  const [open, setOpen] = useState<'form' | 'question' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button onClick={() => setOpen('form')}>Rename</Button>
      <Button onClick={() => setOpen('question')}>Remove</Button>
      {open === 'form' && (
        <Dialog isOpen onOpenChange={close} title="Rename">
          <Input aria-label="Title" />
        </Dialog>
      )}
      {open === 'question' && (
        <AlertDialog
          isOpen
          onOpenChange={close}
          title="Remove it?"
          description="For good."
          confirmLabel="Remove it"
          onConfirm={close}
        />
      )}
    </>
  );
}

it('starts in its first field, and gives the focus back to what opened it', async () => {
  const user = userEvent.setup();
  render(<Page />);
  await user.click(screen.getByRole('button', { name: 'Rename' }));
  expect(screen.getByLabelText('Title')).toHaveFocus();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Rename' })).toHaveFocus());
});

it('starts a question on the safe answer', async () => {
  const user = userEvent.setup();
  render(<Page />);
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  expect(screen.getByRole('button', { name: 'Keep it' })).toHaveFocus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Remove' })).toHaveFocus());
});
