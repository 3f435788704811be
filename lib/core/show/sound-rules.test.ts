import { describe, expect, it } from 'vitest';
import { UNTREATED_SOUND, seatSoundSchema, type SeatSound } from '../contract/seat-sound';
import { act, after, eventsOf, guest, newShow, refusalOf, seatActor } from './testing/show-fixtures';

const TREATED: SeatSound = { delayMs: 180, compressor: 'voice', gate: 'light', ducksScreen: true };
const set = (sound: SeatSound, seatId = 's1') => ({ type: 'seat.setSound', seatId, sound }) as const;
const show = after(newShow(), guest('s1'), { type: 'seat.admit', seatId: 's1' });
const soundOf = (state: typeof show) => state.seats.find(({ seatId }) => seatId === 's1')?.sound;

describe('seat.setSound', () => {
  it('[SO1] replaces the untreated sound that everyone joins with', () => {
    expect(soundOf(show)).toEqual(UNTREATED_SOUND);
    expect(soundOf(after(show, set(TREATED)))).toEqual(TREATED);
  });

  it('[SO2] names the whole treatment in its event, so that an undo is the one before', () => {
    expect(eventsOf(show, set(TREATED))).toEqual([{ type: 'seat.soundSet', seatId: 's1', sound: TREATED }]);
    expect(after(show, set(TREATED), set(UNTREATED_SOUND))).toEqual(show);
  });

  it('[SH3] says nothing when it already is so', () => {
    expect(eventsOf(show, set({ ...UNTREATED_SOUND }))).toEqual([]);
  });

  it('[SO2] stays through leaving and coming back', () => {
    const back = after(
      after(show, set(TREATED)),
      { type: 'seat.leave', seatId: 's1' },
      { type: 'seat.setConnection', seatId: 's1', connected: false },
      guest('s1'),
      { type: 'seat.admit', seatId: 's1' },
    );
    expect(soundOf(back)).toEqual(TREATED);
  });

  it('[SH4] refuses seats that are unknown or gone, and [SH6] guests who reach for others', () => {
    expect(refusalOf(show, set(TREATED, 'nobody'))).toBe('not-found');
    const gone = after(show, { type: 'seat.remove', seatId: 's1' });
    expect(refusalOf(gone, set(TREATED))).toBe('wrong-phase');
    expect(act(show, set(TREATED), seatActor('s2'))).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });

  it.each([
    [{ ...TREATED, delayMs: 501 }],
    [{ ...TREATED, delayMs: -1 }],
    [{ ...TREATED, delayMs: Number.NaN }],
    [{ ...TREATED, gate: 'brutal' }],
    [{ delayMs: 0 }],
  ])('does not parse %j', (sound) => {
    expect(seatSoundSchema.safeParse(sound).success).toBe(false);
  });
});
