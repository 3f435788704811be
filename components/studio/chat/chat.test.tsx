import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import type { ChatMessage, ChatRoom } from '@/lib/core/contract/chat';
import { after, guest, newShow } from '@/lib/core/show/testing/show-fixtures';
import { StudioProvider } from '../studio-context';
import { fakeStudio } from '../testing/fake-studio';
import { ChatAnnouncer } from './chat-announcer';
import { ChatPanel } from './chat-panel';
import { ChatTabLabel } from './chat-tab-label';

const ben = (text: string, to: ChatRoom, atMs: number): ChatMessage => ({
  messageId: text,
  atMs,
  to,
  from: { kind: 'user', userId: 'u2', name: 'Ben' },
  text,
});
const showWith = (...chat: ChatMessage[]) => ({ ...after(newShow(), guest('s1')), chat });

function show(...chat: ChatMessage[]) {
  const studio = fakeStudio(showWith(...chat));
  render(
    <TooltipProvider>
      <StudioProvider runtime={studio.runtime}>
        <span data-testid="tab">
          <ChatTabLabel />
        </span>
        <ChatAnnouncer />
        <ChatPanel />
      </StudioProvider>
    </TooltipProvider>,
  );
  return studio;
}

describe('ChatPanel', () => {
  it('counts and speaks what was not read, until its conversation is opened', async () => {
    show(ben('In the room', { kind: 'producers' }, 1), ben('For all', { kind: 'everyone' }, 2));
    expect(screen.getByTestId('tab')).toHaveTextContent('Chat1 unread');
    expect(screen.getByRole('status')).toHaveTextContent('Ben wrote to everyone.');
    expect(screen.getByText('In the room')).toBeVisible();
    expect(screen.queryByText('For all')).toBeNull();
    await userEvent.selectOptions(screen.getByLabelText('Conversation'), 'Everyone backstage (1 new)');
    expect(screen.getByText('For all')).toBeVisible();
    expect(screen.getByTestId('tab')).toHaveTextContent(/^Chat$/);
  });

  it('does not count what comes into the open conversation', () => {
    const { show: store } = show();
    act(() => store.set({ ...store.get(), state: showWith(ben('Now', { kind: 'producers' }, 5)) }));
    expect(within(screen.getByRole('log')).getByText('Now')).toBeVisible();
    expect(screen.getByTestId('tab')).toHaveTextContent(/^Chat$/);
  });

  it('writes to one guest, and says who reads it', async () => {
    const { commands } = show();
    await userEvent.selectOptions(screen.getByLabelText('Conversation'), 's1');
    expect(screen.getByText('Only this guest and the producers read this.')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Write to s1'), 'You are next{Enter}');
    expect(commands).toMatchObject([
      { type: 'chat.say', to: { kind: 'seat', seatId: 's1' }, text: 'You are next' },
    ]);
  });
});
