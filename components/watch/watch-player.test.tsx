import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import { createStore } from '@/lib/browser/realtime/create-store';
import type { WhepPlayer, WhepStatus } from '@/lib/browser/whip/whep-player';
import { WatchPlayer } from './watch-player';

function open(status: WhepStatus) {
  const player: WhepPlayer = {
    ...createStore(status),
    readLatencyMs: () => Promise.resolve(null),
    start: () => undefined,
    close: () => undefined,
  };
  render(
    <TooltipProvider>
      <WatchPlayer title="Friday" player={player} cover={{ title: 'One moment', text: 'It begins.' }} />
    </TooltipProvider>,
  );
}

it('says what a browser without H.264 lacks instead of waiting for ever', () => {
  open({ status: 'unplayable', retryAtMs: 0 });
  expect(screen.getByRole('status')).toHaveTextContent('This browser cannot play the show');
  expect(screen.getByRole('status')).toHaveTextContent(/lacks H\.264 video\. In Firefox, switch OpenH264 on/);
});

it('waits with the words of the show otherwise', () => {
  open({ status: 'waiting', retryAtMs: 0 });
  expect(screen.getByRole('status')).toHaveTextContent('One momentIt begins.');
});
