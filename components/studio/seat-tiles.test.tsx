import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import type { ShowState } from '@/lib/core/contract/show-state';
import { after, newShow } from '@/lib/core/show/testing/show-fixtures';
import { PeopleTray } from './people-tray';
import { StudioProvider } from './studio-context';
import type { StudioActor } from './studio-api';
import { fakeStudio } from './testing/fake-studio';

const waiting = after(newShow(), {
  type: 'seat.join',
  seatId: 's1',
  name: 'Guest one',
  role: 'guest',
  userId: null,
});
const backstage = after(waiting, { type: 'seat.admit', seatId: 's1' });
const onStage = after(backstage, { type: 'seat.toStage', seatId: 's1' });

function show(state: ShowState, role: StudioActor['role'] = 'producer') {
  const { runtime, commands } = fakeStudio(state, role);
  render(
    <TooltipProvider>
      <StudioProvider runtime={runtime}>
        <PeopleTray />
      </StudioProvider>
    </TooltipProvider>,
  );
  return commands;
}

describe('PeopleTray', () => {
  it('says what to do while nobody is there', () => {
    show(newShow());
    expect(screen.getByText('Nobody is here yet')).toBeVisible();
  });

  it('lets a producer hear one person alone, and says so beside the people', async () => {
    show(onStage);
    await userEvent.click(screen.getByRole('button', { name: 'Solo in your headphones: Guest one' }));
    expect(screen.getByText('You hear only Guest one.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Hear everyone' }));
    expect(screen.queryByText('You hear only Guest one.')).toBeNull();
  });

  it('lets a producer admit who waits', async () => {
    const commands = show(waiting);
    await userEvent.click(screen.getByRole('button', { name: 'Admit: Guest one' }));
    expect(commands).toEqual([{ type: 'seat.admit', seatId: 's1' }]);
  });

  it('has a place for the picture of a waiting guest whose camera is on, and none without', () => {
    const withCamera = (camera: boolean, connected = true): ShowState => ({
      ...waiting,
      seats: waiting.seats.map((seat) => ({ ...seat, connected, media: { ...seat.media, camera } })),
    });
    const pictures = () => screen.queryAllByRole('img', { name: 'Picture of Guest one' });
    show(withCamera(true));
    expect(pictures()).toHaveLength(1);
    cleanup();
    show(withCamera(false));
    expect(pictures()).toHaveLength(0);
    cleanup();
    show(withCamera(true, false));
    expect(pictures()).toHaveLength(0);
  });

  it('lets a host admit but not decide over the stage', () => {
    show(waiting, 'host');
    expect(screen.getByRole('button', { name: 'Admit: Guest one' })).toBeVisible();
  });

  it('offers a host no stage buttons', () => {
    show(backstage, 'host');
    expect(screen.queryByRole('button', { name: /To stage/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Mute/ })).toBeNull();
  });

  it('puts someone on stage and takes them off again', async () => {
    const commands = show(backstage);
    await userEvent.click(screen.getByRole('button', { name: 'To stage: Guest one' }));
    expect(commands).toEqual([{ type: 'seat.toStage', seatId: 's1' }]);
  });

  it('has a handle for everyone who can change places, for producers only', () => {
    const two = after(
      onStage,
      { type: 'seat.join', seatId: 's2', name: 'Guest two', role: 'guest', userId: null },
      { type: 'seat.admit', seatId: 's2' },
    );
    show(two);
    expect(screen.queryByRole('button', { name: /^Move/ }), 'alone in their places').toBeNull();
    cleanup();
    const both = after(two, { type: 'seat.toStage', seatId: 's2' });
    show(both);
    expect(screen.getByRole('button', { name: 'Move Guest one' })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Move Guest two' })).toBeInTheDocument();
    cleanup();
    show(both, 'host');
    expect(screen.queryByRole('button', { name: /^Move/ })).toBeNull();
  });

  it('keeps the keyboard on the guest who was let in', async () => {
    const { runtime, show: store } = fakeStudio(waiting);
    render(
      <TooltipProvider>
        <StudioProvider runtime={runtime}>
          <PeopleTray />
        </StudioProvider>
      </TooltipProvider>,
    );
    screen.getByRole('button', { name: 'Admit: Guest one' }).focus();
    await userEvent.keyboard('{Enter}');
    act(() => store.set({ ...store.get(), state: backstage }));
    expect(screen.getByRole('button', { name: 'To stage: Guest one' })).toHaveFocus();
  });

  it('shows who is on air in words, not by colour alone', () => {
    show({ ...onStage, phase: { status: 'live', broadcastId: 'b1', sinceMs: 0 } });
    const tile = screen.getByRole('article', { name: 'Guest one, on air' });
    expect(within(tile).getByText('ON AIR')).toBeVisible();
  });

  it('asks before removing someone', { timeout: 20_000 }, async () => {
    const commands = show(onStage);
    await userEvent.click(screen.getByRole('button', { name: 'More for Guest one' }));
    await userEvent.click(screen.getByRole('menuitem', { name: 'Remove from the show' }));
    expect(commands).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Remove from the show' }));
    expect(commands).toEqual([{ type: 'seat.remove', seatId: 's1' }]);
  });
});
