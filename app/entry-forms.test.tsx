import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { signIn } from 'next-auth/react';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { InvitationFlow } from '@/components/invitation/invitation-flow';
import { OwnerForm } from '@/components/setup/owner-form';
import { Refused, renderWithApi } from '@/components/shared/testing/render-with-api';
import { SignInForm } from '@/components/sign-in/sign-in-form';
import { loadPage } from '@/lib/browser/api/load-page';

vi.mock('next-auth/react', () => ({ signIn: vi.fn() }));
vi.mock('@/lib/browser/api/load-page', () => ({ loadPage: vi.fn() }));
beforeEach(() => vi.clearAllMocks());

const onCreated = vi.fn();
const invitation = {
  workspaceName: 'Friday Media',
  email: 'kim@example.org',
  role: 'host',
  hasAccount: false,
};
const refuse = () => Promise.reject(new Refused('rate-limited', 'Wait a minute.'));

interface Entry {
  name: string;
  ui: ReactNode;
  action: string;
  /** Label, what the field is for, what is wrong with it when it is left empty. */
  fields: [label: string, autoComplete: string, error: string][];
  good: Record<string, string>;
  /** Who is signed in with it. */
  email: string;
}

const EMAIL: Entry['fields'][number] = ['Email', 'username', 'Enter an email address'];
const NAME: Entry['fields'][number] = ['Your name', 'name', 'Enter your name'];
const NEW_PASSWORD: Entry['fields'][number] = ['Password', 'new-password', 'Use at least 10 characters.'];
const entries: Entry[] = [
  {
    name: 'setup',
    ui: <OwnerForm onCreated={onCreated} />,
    action: 'Create your studio',
    fields: [NAME, ['Workspace', 'organization', 'Name your workspace'], EMAIL, NEW_PASSWORD],
    good: { 'Your name': 'Kim', Workspace: 'W', Email: 'kim@example.org', Password: 'correct horse' },
    email: 'kim@example.org',
  },
  {
    name: 'invitation',
    ui: <InvitationFlow token="t" signedInEmail={null} />,
    action: 'Create account and join',
    fields: [NAME, NEW_PASSWORD],
    good: { 'Your name': 'Kim', Password: 'correct horse' },
    email: 'kim@example.org',
  },
  {
    name: 'sign-in',
    ui: <SignInForm nextPath="/shows" providers={[]} />,
    action: 'Sign in',
    fields: [EMAIL, ['Password', 'current-password', 'Enter your password.']],
    good: { Email: 'kim@example.org', Password: 'correct horse' },
    email: 'kim@example.org',
  },
];
const NEW_ACCOUNTS = entries.slice(0, 2);

/** @param answer - of the procedure that makes the account. */
async function open({ ui, action }: Entry, answer: () => unknown = () => ({})) {
  const answers = {
    'team.previewInvite': () => invitation,
    'team.acceptInvite': answer,
    'setup.createOwner': answer,
  };
  const { calls } = renderWithApi(ui, answers);
  return { calls, button: await screen.findByRole('button', { name: action }) };
}

async function fill({ good }: Entry) {
  for (const [label, text] of Object.entries(good)) await userEvent.type(screen.getByLabelText(label), text);
}

describe.each(entries)('the form of $name', (entry) => {
  it('sends itself by post before the page is alive: no password in the address', async () => {
    const { button } = await open(entry);
    expect(button.closest('form')).toHaveAttribute('method', 'post');
  });

  it('tells the browser what each field is for, and says under each what is wrong with it', async () => {
    const { button, calls } = await open(entry);
    await userEvent.click(button);
    for (const [label, autoComplete, error] of entry.fields) {
      const field = screen.getByLabelText(label);
      expect(field).toHaveAttribute('autocomplete', autoComplete);
      await waitFor(() => expect(field).toHaveAccessibleDescription(expect.stringContaining(error)));
      expect(field).toBeInvalid();
    }
    expect(signIn).not.toHaveBeenCalled();
    expect(calls.filter(({ path }) => path !== 'team.previewInvite')).toEqual([]);
  });

  it('signs in with what was typed', async () => {
    vi.mocked(signIn).mockResolvedValue({ ok: true, error: null } as never);
    const { button } = await open(entry);
    await fill(entry);
    await userEvent.click(button);
    const { email } = entry;
    await waitFor(() =>
      expect(signIn).toHaveBeenCalledWith('credentials', {
        ...{ email, password: 'correct horse', redirect: false },
      }),
    );
    if (entry.name === 'setup') await waitFor(() => expect(onCreated).toHaveBeenCalledWith('W'));
    else await waitFor(() => expect(loadPage).toHaveBeenCalledWith('/shows'));
  });
});

describe.each(NEW_ACCOUNTS)('a new account from $name', (entry) => {
  it('says what the server refused, and can be sent again', async () => {
    const { button } = await open(entry, refuse);
    await fill(entry);
    await userEvent.click(button);
    expect(await screen.findByText('Wait a minute.')).toBeVisible();
    expect(button).not.toHaveAttribute('aria-busy');
    expect(signIn).not.toHaveBeenCalled();
  });

  it('goes to the sign-in page when the account is made and signing in is not possible just then', async () => {
    vi.mocked(signIn).mockResolvedValue({ ok: false, error: 'unavailable' } as never);
    const { button } = await open(entry);
    await fill(entry);
    await userEvent.click(button);
    await waitFor(() => expect(loadPage).toHaveBeenCalledWith('/sign-in'));
    expect(loadPage).toHaveBeenCalledTimes(1);
    expect(onCreated).not.toHaveBeenCalled();
  });
});

describe('the form of sign-in', () => {
  const signInEntry = entries[2]!;

  it.each([
    ['CredentialsSignin', /do not go together/],
    ['rate-limited', /too many attempts/],
    ['unavailable', /couldn't reach the server/],
  ])('explains a refusal (%s) and lets the password be typed again', async (error, text) => {
    vi.mocked(signIn).mockResolvedValue({ ok: false, error } as never);
    const { button } = await open(signInEntry);
    await fill(signInEntry);
    await userEvent.click(button);
    expect(await screen.findByText(text)).toBeVisible();
    expect(screen.getByLabelText('Password')).toHaveFocus();
    expect(loadPage).not.toHaveBeenCalled();
  });
});
