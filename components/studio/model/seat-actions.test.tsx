import { describe, expect, it } from 'vitest';
import type { Role } from '@/lib/core/access/can';
import type { SeatPlace } from '@/lib/core/contract/show-state';
import { after, newShow } from '@/lib/core/show/testing/show-fixtures';
import { seatActions, TRAY_PLACES, trayGroup, traySeats } from './seat-actions';

const show = after(
  newShow(),
  { type: 'seat.join', seatId: 's1', name: 'One', role: 'guest', userId: null },
  { type: 'seat.join', seatId: 's2', name: 'Two', role: 'guest', userId: null },
  { type: 'seat.join', seatId: 's3', name: 'Three', role: 'guest', userId: null },
  { type: 'seat.admit', seatId: 's2' },
  { type: 'seat.admit', seatId: 's3' },
  { type: 'seat.toStage', seatId: 's3' },
);

describe('seatActions', () => {
  const idsOf = (place: SeatPlace, role: Role) => {
    const seat = show.seats.find((known) => known.place === place);
    return seat ? seatActions(seat, role).map(({ id }) => id) : [];
  };

  it.each<[Role, SeatPlace, string[]]>([
    ['producer', 'waiting', ['admit', 'deny', 'remove']],
    ['producer', 'backstage', ['to-stage', 'mute', 'mirror', 'to-waiting', 'remove']],
    ['producer', 'stage', ['off-stage', 'mute', 'mirror', 'to-waiting', 'remove']],
    ['host', 'waiting', ['admit', 'deny']],
    ['host', 'stage', []],
    ['viewer', 'waiting', []],
  ])('offers a %s for someone in %s: %j', (role, place, ids) => {
    expect(idsOf(place, role)).toEqual(ids);
  });

  it('lifts only the mute of the producer', () => {
    const muted = after(show, { type: 'seat.setProducerMute', seatId: 's3', muted: true });
    const seat = muted.seats.find(({ seatId }) => seatId === 's3');
    const mute = seat && seatActions(seat, 'producer').find(({ id }) => id === 'mute');
    expect(mute).toMatchObject({
      label: 'Lift your mute',
      command: { type: 'seat.setProducerMute', seatId: 's3', muted: false },
    });
  });
});

it('shows the stage first, then backstage, then who waits; the gone are not shown', () => {
  const gone = after(show, { type: 'seat.remove', seatId: 's2' });
  expect(traySeats(show.seats).map(({ seatId }) => seatId)).toEqual(['s3', 's2', 's1']);
  expect(traySeats(gone.seats).map(({ seatId }) => seatId)).toEqual(['s3', 's1']);
});

it('groups the tray by place, each group in the order of the show', () => {
  const both = after(show, { type: 'seat.toStage', seatId: 's2' });
  expect(TRAY_PLACES.map((place) => trayGroup(place, both.seats).items)).toEqual([
    [
      { id: 's2', name: 'Two' },
      { id: 's3', name: 'Three' },
    ],
    [],
    [{ id: 's1', name: 'One' }],
  ]);
});
