import { describe, expect, it } from 'vitest';
import { LIMITS } from '../contract/limits';
import type { ShowCommand } from '../contract/show-commands';
import type { SeatPlace, ShowState } from '../contract/show-state';
import {
  after,
  eventsOf,
  guest,
  newShow,
  refusalOf,
  seatActor,
  SECOND_PRODUCER,
} from './testing/show-fixtures';

const seat = (state: ShowState, seatId = 's1') => state.seats.find((one) => one.seatId === seatId);
const s1 = <T extends ShowCommand['type']>(type: T) => ({ type, seatId: 's1' }) as ShowCommand;

const waiting = after(newShow(), guest('s1'));
const backstage = after(waiting, s1('seat.admit'));
const stage = after(backstage, s1('seat.toStage'));
const gone = after(stage, s1('seat.remove'));
const places: Record<SeatPlace, ShowState> = { waiting, backstage, stage, gone };

describe('places', () => {
  it('[SE1] a guest waits, a host is backstage at once', () => {
    expect(seat(waiting)?.place).toBe('waiting');
    const host = after(newShow(), { type: 'seat.join', seatId: 'h', name: 'H', role: 'host', userId: 'u1' });
    expect(seat(host, 'h')).toMatchObject({ place: 'backstage', role: 'host', userId: 'u1' });
  });

  it('[SE1] joining again keeps name, place, gain and mute', () => {
    const set = after(
      stage,
      { type: 'seat.rename', seatId: 's1', name: 'Cleo' },
      { type: 'seat.setGain', seatId: 's1', gainDb: -6 },
      { type: 'seat.setSelfMute', seatId: 's1', muted: true },
    );
    expect(after(set, guest('s1'))).toEqual(set);
  });

  const moves: Record<string, Partial<Record<SeatPlace, SeatPlace>>> = {
    'seat.admit': { waiting: 'backstage', backstage: 'backstage' },
    'seat.deny': { waiting: 'gone' },
    'seat.toStage': { backstage: 'stage', stage: 'stage' },
    'seat.toBackstage': { stage: 'backstage', backstage: 'backstage' },
    'seat.toWaiting': { backstage: 'waiting', stage: 'waiting', waiting: 'waiting' },
    'seat.remove': { waiting: 'gone', backstage: 'gone', stage: 'gone' },
  };
  for (const [type, allowed] of Object.entries(moves)) {
    for (const from of Object.keys(places) as SeatPlace[]) {
      const to = allowed[from];
      it(`[SE2 SE3] ${type} from ${from} ${to ? `leads to ${to}` : 'is refused'}`, () => {
        if (to) expect(seat(after(places[from], s1(type as ShowCommand['type'])))?.place).toBe(to);
        else expect(refusalOf(places[from], s1(type as ShowCommand['type']))).toBe('wrong-phase');
      });
    }
  }

  it('[SE3] a seat that is gone does not join again', () => {
    expect(refusalOf(gone, guest('s1'))).toBe('wrong-phase');
    expect(refusalOf(gone, { type: 'seat.setConnection', seatId: 's1', connected: true })).toBe(
      'wrong-phase',
    );
  });

  it('[SE4] the stage is bounded', () => {
    const ids = Array.from({ length: LIMITS.stageSeatsMax }, (_, index) => `g${index}`);
    const full = ids.reduce(
      (state, seatId) =>
        after(state, guest(seatId), { type: 'seat.admit', seatId }, { type: 'seat.toStage', seatId }),
      backstage,
    );
    expect(refusalOf(full, s1('seat.toStage'))).toBe('limit-reached');
    expect(refusalOf(full, { type: 'seat.toStage', seatId: 'g0' })).toBe('accepted');
  });

  it('[SE5] a full show makes room by the longest absent waiting guest, else refuses', () => {
    const ids = Array.from({ length: LIMITS.seatsMax }, (_, index) => `g${index}`);
    const full = after(newShow(), ...ids.map(guest));
    expect(eventsOf(full, guest('new'))[0]).toEqual({ type: 'seat.placed', seatId: 'g0', place: 'gone' });
    const present = after(
      full,
      ...ids.map((seatId) => ({ type: 'seat.setConnection', seatId, connected: true }) as const),
    );
    expect(refusalOf(present, guest('new'))).toBe('limit-reached');
  });

  it('[SE10] remembers a bounded number of gone seats, the newest', () => {
    const ids = Array.from({ length: LIMITS.seatsMax + 5 }, (_, index) => `g${index}`);
    const state = ids.reduce(
      (now, seatId) => after(now, guest(seatId), { type: 'seat.deny', seatId }),
      newShow(),
    );
    expect(state.seats.map(({ seatId }) => seatId)).toEqual(ids.slice(5));
  });
});

describe('microphone and camera', () => {
  it('[SE6] nobody is unmuted by the other side', () => {
    const both = after(
      stage,
      { type: 'seat.setSelfMute', seatId: 's1', muted: true },
      { type: 'seat.setProducerMute', seatId: 's1', muted: true },
    );
    expect(seat(both)?.mute).toEqual({ byProducer: true, bySelf: true });
    const producerLifts = after(both, { type: 'seat.setProducerMute', seatId: 's1', muted: false });
    expect(seat(producerLifts)?.mute).toEqual({ byProducer: false, bySelf: true });
    const guestLifts = after(both, { type: 'seat.setSelfMute', seatId: 's1', muted: false });
    expect(seat(guestLifts)?.mute).toEqual({ byProducer: true, bySelf: false });
  });

  it('[SE6] no move between places lifts a mute', () => {
    const muted = after(stage, { type: 'seat.setSelfMute', seatId: 's1', muted: true });
    const moved = after(muted, s1('seat.toWaiting'), s1('seat.admit'), s1('seat.toStage'));
    expect(seat(moved)?.mute).toEqual({ byProducer: false, bySelf: true });
  });

  it('[SH6] own-seat commands come from that seat alone, and a seat reaches nothing else', () => {
    const two = after(stage, guest('s2'));
    for (const command of [
      { type: 'seat.setSelfMute', seatId: 's1', muted: false },
      { type: 'seat.leave', seatId: 's1' },
      { type: 'seat.rename', seatId: 's1', name: 'x' },
    ] as const) {
      expect(refusalOf(two, command, seatActor('s2'))).toBe('forbidden');
    }
    expect(refusalOf(two, { type: 'seat.setSelfMute', seatId: 's1', muted: false }, SECOND_PRODUCER)).toBe(
      'forbidden',
    );
    expect(refusalOf(two, { type: 'show.endShow' }, seatActor('s1'))).toBe('forbidden');
    expect(refusalOf(two, { type: 'seat.rename', seatId: 's1', name: 'x' }, seatActor('s1'))).toBe(
      'accepted',
    );
  });

  it('[SE7] losing the connection changes nothing but connected', () => {
    const on = after(
      stage,
      { type: 'seat.setConnection', seatId: 's1', connected: true },
      { type: 'seat.setMedia', seatId: 's1', media: { camera: true, microphone: true, screen: false } },
    );
    const off = after(on, { type: 'seat.setConnection', seatId: 's1', connected: false });
    expect(seat(off)).toEqual({ ...seat(on), connected: false });
  });

  it('[SE8] a guest who leaves waits on return, everything off, mutes kept', () => {
    const left = after(
      stage,
      { type: 'seat.setMedia', seatId: 's1', media: { camera: true, microphone: true, screen: true } },
      { type: 'seat.setProducerMute', seatId: 's1', muted: true },
      { type: 'seat.leave', seatId: 's1' },
    );
    expect(seat(left)).toMatchObject({
      place: 'waiting',
      media: { camera: false, microphone: false, screen: false },
      mute: { byProducer: true, bySelf: false },
    });
  });

  it('[SE9] a reorder permutes the listed seats only', () => {
    const four = after(newShow(), ...['p', 'q', 'r', 's'].map(guest));
    const order = after(four, { type: 'seat.reorder', seatIds: ['s', 'q'] }).seats.map((one) => one.seatId);
    expect(order).toEqual(['p', 's', 'r', 'q']);
    expect(refusalOf(four, { type: 'seat.reorder', seatIds: ['s', 's'] })).toBe('invalid-input');
    expect(refusalOf(four, { type: 'seat.reorder', seatIds: ['s', 'x'] })).toBe('conflict');
  });
});
