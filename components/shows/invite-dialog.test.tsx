import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Refused, renderWithApi } from '@/components/shared/testing/render-with-api';
import { InviteDialog } from './invite-dialog';

const URL_ONCE = 'https://studio.example.org/join/a-secret-code';
const CREATED = { invite: { inviteId: 'i1', label: 'Guest of the week' }, url: URL_ONCE };

function open(answer: () => unknown) {
  const onClose = vi.fn();
  const view = renderWithApi(<InviteDialog showId="s1" showTitle="Friday" onClose={onClose} />, {
    'invites.create': answer,
  });
  return { ...view, onClose, user: userEvent.setup() };
}

it('shows a new guest link with its QR code, and forgets it when another is made', async () => {
  const { user, calls } = open(() => CREATED);
  await user.type(screen.getByLabelText('Who is it for'), 'Guest of the week');
  await user.click(screen.getByRole('button', { name: 'Create link' }));
  expect(await screen.findByDisplayValue(URL_ONCE)).toHaveFocus();
  expect(screen.getByRole('img', { name: 'QR code of the guest link' })).toBeInTheDocument();
  expect(calls[0]).toMatchObject({
    path: 'invites.create',
    input: { showId: 's1', label: 'Guest of the week', role: 'guest', maxUses: 1 },
  });

  await user.click(screen.getByRole('button', { name: 'Make another' }));
  expect(screen.queryByDisplayValue(URL_ONCE)).not.toBeInTheDocument();
});

it('closes by a press outside while nothing is lost, but never drops a fresh link that way', async () => {
  const { user, onClose } = open(() => CREATED);
  await pressOutside(user);
  expect(onClose).toHaveBeenCalled();
  onClose.mockClear();
  await user.type(screen.getByLabelText('Who is it for'), 'Robin');
  await user.click(screen.getByRole('button', { name: 'Create link' }));
  await screen.findByDisplayValue(URL_ONCE);
  await pressOutside(user);
  expect(onClose).not.toHaveBeenCalled();
});

it('asks for a name before it asks the server', async () => {
  const { user, calls } = open(() => CREATED);
  await user.click(screen.getByRole('button', { name: 'Create link' }));
  const field = screen.getByLabelText('Who is it for');
  await waitFor(() => expect(field).toBeInvalid());
  expect(field).toHaveAccessibleDescription('Say who it is for, so that you recognise it in the list.');
  expect(calls).toEqual([]);
});

it("shows a refusal in the server's words for people, never its internal message", async () => {
  const { user } = open(() => {
    throw new Refused('limit-reached', 'A show has at most 200 invite links.');
  });
  await user.type(screen.getByLabelText('Who is it for'), 'Robin');
  await user.click(screen.getByRole('button', { name: 'Create link' }));
  expect(await screen.findByText('A show has at most 200 invite links.')).toBeInTheDocument();
  expect(document.body).not.toHaveTextContent('internal text');
});

async function pressOutside(user: ReturnType<typeof userEvent.setup>): Promise<void> {
  const veil = screen.getByRole('dialog').previousElementSibling;
  if (veil === null) throw new Error('the dialog has no veil behind it');
  await user.click(veil);
}
