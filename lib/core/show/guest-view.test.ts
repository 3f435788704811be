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
  expect(Object.keys(view ?? {}).sort()).toEqual(['onAir', 'phase', 'seat', 'showId', 'silenced', 'title']);
  expect(view?.silenced).toEqual([]);
});

it('[SE11] names those in the room whom a producer has muted, to nobody outside of it', () => {
  const mute = { type: 'seat.setProducerMute', seatId: 's2', muted: true } as const;
  const state = after(
    liveShow(),
    ...onStage,
    guest('s2'),
    { type: 'seat.admit', seatId: 's2' },
    mute,
    guest('s3'),
  );
  expect(guestView(state, 's1')?.silenced).toEqual(['s2']);
  expect(guestView(state, 's3')?.silenced).toEqual([]);
  const lifted = after(
    state,
    { ...mute, muted: false },
    { type: 'seat.setSelfMute', seatId: 's2', muted: true },
  );
  expect(guestView(lifted, 's1')?.silenced).toEqual([]);
  expect(guestView(after(state, { type: 'seat.toWaiting', seatId: 's2' }), 's1')?.silenced).toEqual([]);
});
