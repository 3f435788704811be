import { describe, expect, it } from 'vitest';
import type { Refusal } from '@/lib/core/contract/error-codes';
import type { SeatPlace, ShowPhase } from '@/lib/core/contract/show-state';
import { guestView } from '@/lib/core/show/guest-view';
import { after, newShow } from '@/lib/core/show/testing/show-fixtures';
import type { GuestSessionView } from '@/lib/browser/room/guest-session';
import { announcement, joinStage } from './join-stage';

const LIVE: ShowPhase = { status: 'live', broadcastId: 'b1', sinceMs: 0 };
const joined = after(newShow(), {
  type: 'seat.join',
  seatId: 's1',
  name: 'Guest one',
  role: 'guest',
  userId: null,
});

function viewAt(
  place: Exclude<SeatPlace, 'gone'>,
  phase: ShowPhase = { status: 'rehearsal' },
): GuestSessionView {
  const state = {
    ...joined,
    phase,
    seats: joined.seats.map((seat) => ({ ...seat, place })),
  };
  return {
    room: null,
    selfMuted: false,
    show: {
      link: { status: 'online' },
      state: null,
      guest: guestView(state, 's1'),
      chat: [],
      presence: [],
      history: { undo: null, redo: null },
      program: null,
      engine: null,
      log: [],
    },
  };
}

function refused(code: Refusal['code']): GuestSessionView {
  const view = viewAt('waiting');
  return {
    ...view,
    show: { ...view.show, link: { status: 'refused', refusal: { code, message: '' } } },
  };
}

describe('joinStage', () => {
  it.each([
    ['waiting', { status: 'rehearsal' }, { status: 'waiting' }],
    ['waiting', LIVE, { status: 'waiting' }],
    ['backstage', LIVE, { status: 'backstage', onStage: false }],
    ['stage', { status: 'rehearsal' }, { status: 'backstage', onStage: true }],
    ['stage', LIVE, { status: 'on-air' }],
    ['stage', { status: 'ending', broadcastId: 'b1', sinceMs: 0 }, { status: 'on-air' }],
  ] as const)('%s in %o is %o', (place, phase, stage) => {
    expect(joinStage(viewAt(place, phase), true)).toEqual(stage);
  });

  it('tells being removed from not being let in', () => {
    expect(joinStage(refused('forbidden'), true)).toMatchObject({ title: 'You have left the show' });
    expect(joinStage(refused('forbidden'), false)).toMatchObject({ title: 'Not this time' });
    expect(joinStage(refused('not-found'), false)).toMatchObject({ title: 'This show has ended' });
  });

  it('connects until the server has said where the guest is', () => {
    const view = viewAt('waiting');
    expect(joinStage({ ...view, show: { ...view.show, guest: null } }, false)).toEqual({
      status: 'connecting',
    });
  });
});

it('announces going on air in plain words', () => {
  expect(announcement({ status: 'on-air' })).toBe('You are on air. Viewers see and hear you.');
});
