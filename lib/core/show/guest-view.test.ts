import { expect, it } from 'vitest';
import { guestView } from './guest-view';
import { after, guest, liveShow, newShow } from './testing/show-fixtures';

const onStage = [
  guest('s1'),
  { type: 'seat.admit', seatId: 's1' },
  { type: 'seat.toStage', seatId: 's1' },
] as const;

it('tells a guest on stage exactly while a broadcast runs that viewers see and hear them', () => {
  expect(guestView(after(newShow(), ...onStage), 's1')?.onAir).toBe(false);
  const live = after(liveShow(), ...onStage);
  expect(guestView(live, 's1')?.onAir).toBe(true);
  expect(guestView(after(live, { type: 'show.endShow' }), 's1')?.onAir).toBe(true);
  expect(guestView(after(live, { type: 'seat.toBackstage', seatId: 's1' }), 's1')?.onAir).toBe(false);
});

it('shows nothing to a stranger and to a guest who was removed', () => {
  expect(guestView(liveShow(), 's1')).toBeNull();
  expect(guestView(after(liveShow(), guest('s1'), { type: 'seat.deny', seatId: 's1' }), 's1')).toBeNull();
});

it('names no other guest, no destination and no lease', () => {
  const view = guestView(after(liveShow(), ...onStage, guest('s2')), 's1');
  expect(Object.keys(view ?? {}).sort()).toEqual(['onAir', 'phase', 'seat', 'showId', 'title']);
});
