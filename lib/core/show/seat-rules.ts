import { refuse } from '../contract/error-codes';
import { LIMITS } from '../contract/limits';
import { UNTREATED_SOUND } from '../contract/seat-sound';
import type { ShowEvent } from '../contract/show-events';
import type { Seat, SeatPlace, ShowState } from '../contract/show-state';
import type { Rules, RuleOf, Verdict } from './rule';
import { findSeat, happened, NOTHING, permuteListed } from './rule';

type SeatCommand =
  | 'seat.admit'
  | 'seat.deny'
  | 'seat.toStage'
  | 'seat.toBackstage'
  | 'seat.toWaiting'
  | 'seat.remove'
  | 'seat.rename'
  | 'seat.reorder'
  | 'seat.setGain'
  | 'seat.setMirrored'
  | 'seat.setProducerMute'
  | 'seat.setSelfMute'
  | 'seat.setMedia'
  | 'seat.leave'
  | 'seat.join'
  | 'seat.setConnection';

export const SEAT_RULES: Rules<SeatCommand> = {
  'seat.admit': (state, { seatId }) => move(state, seatId, { from: ['waiting'], to: 'backstage' }),
  'seat.deny': (state, { seatId }) => move(state, seatId, { from: ['waiting'], to: 'gone' }),
  'seat.toBackstage': (state, { seatId }) => move(state, seatId, { from: ['stage'], to: 'backstage' }),
  'seat.toWaiting': (state, { seatId }) =>
    move(state, seatId, { from: ['backstage', 'stage'], to: 'waiting' }),
  'seat.remove': (state, { seatId }) =>
    move(state, seatId, { from: ['waiting', 'backstage', 'stage'], to: 'gone' }),

  'seat.toStage': (state, { seatId }) => {
    const verdict = move(state, seatId, { from: ['backstage'], to: 'stage' });
    if (!verdict.ok || verdict.value.length === 0) return verdict;
    const onStage = state.seats.filter(({ place }) => place === 'stage').length;
    if (onStage < LIMITS.stageSeatsMax) return verdict;
    return refuse('limit-reached', `The stage holds ${LIMITS.stageSeatsMax} people. Take someone off first.`);
  },

  'seat.rename': (state, { seatId, name }) =>
    change(state, seatId, (seat) => (seat.name === name ? null : { type: 'seat.renamed', seatId, name })),

  'seat.reorder': (state, { seatIds }) => {
    if (new Set(seatIds).size !== seatIds.length) {
      return refuse('invalid-input', 'A guest is listed twice in the new order.');
    }
    const current = state.seats.map((seat) => seat.seatId);
    const order = permuteListed(current, seatIds);
    if (!order) return refuse('conflict', 'One of these guests has gone. Order them again.');
    return order.every((id, index) => id === current[index])
      ? NOTHING
      : happened({ type: 'seat.reordered', seatIds: order });
  },

  'seat.setGain': (state, { seatId, gainDb }) =>
    change(state, seatId, (seat) =>
      seat.gainDb === gainDb ? null : { type: 'seat.gainSet', seatId, gainDb },
    ),

  'seat.setMirrored': (state, { seatId, mirrored }) =>
    change(state, seatId, (seat) =>
      seat.mirrored === mirrored ? null : { type: 'seat.mirrorSet', seatId, mirrored },
    ),

  'seat.setProducerMute': (state, { seatId, muted }) =>
    change(state, seatId, ({ mute }) =>
      mute.byProducer === muted
        ? null
        : { type: 'seat.muteSet', seatId, mute: { ...mute, byProducer: muted } },
    ),

  'seat.setSelfMute': (state, { seatId, muted }) =>
    change(state, seatId, ({ mute }) =>
      mute.bySelf === muted ? null : { type: 'seat.muteSet', seatId, mute: { ...mute, bySelf: muted } },
    ),

  'seat.setMedia': (state, { seatId, media }) =>
    change(state, seatId, (seat) =>
      sameMedia(seat.media, media) ? null : { type: 'seat.mediaSet', seatId, media },
    ),

  'seat.leave': (state, { seatId }) => {
    const seat = findSeat(state, seatId);
    if (!seat.ok) return seat;
    const events: ShowEvent[] = [];
    if (!sameMedia(seat.value.media, MEDIA_OFF)) {
      events.push({ type: 'seat.mediaSet', seatId, media: MEDIA_OFF });
    }
    if (seat.value.place !== 'waiting') events.push({ type: 'seat.placed', seatId, place: 'waiting' });
    return happened(...events);
  },

  'seat.join': join,

  'seat.setConnection': (state, { seatId, connected }) => {
    const seat = state.seats.find((candidate) => candidate.seatId === seatId);
    if (!seat) return refuse('not-found', 'This guest is not part of the show.');
    // A removed guest still has a socket to lose: true for every place, gone included.
    if (seat.connected === connected) return NOTHING;
    if (seat.place === 'gone' && connected)
      return refuse('wrong-phase', 'This seat was removed from the show.');
    return happened({ type: 'seat.connectionSet', seatId, connected });
  },
};

function join(
  ...[state, { seatId, name, role, userId }, { nowMs }]: Parameters<RuleOf<'seat.join'>>
): Verdict {
  const known = state.seats.find((seat) => seat.seatId === seatId);
  if (known?.place === 'gone') return refuse('wrong-phase', 'This seat was removed from the show.');
  if (known) return NOTHING;
  const seat: Seat = {
    seatId,
    name,
    role,
    place: role === 'host' ? 'backstage' : 'waiting',
    userId,
    connected: false,
    media: MEDIA_OFF,
    gainDb: 0,
    sound: UNTREATED_SOUND,
    mirrored: false,
    mute: { byProducer: false, bySelf: false },
    joinedAtMs: nowMs,
  };
  const taken = state.seats.filter(({ place }) => place !== 'gone');
  if (taken.length < LIMITS.seatsMax) return happened({ type: 'seat.put', seat });
  const absent = longestAbsentWaiting(taken);
  if (!absent) {
    return refuse(
      'limit-reached',
      `This show has ${LIMITS.seatsMax} guests. A producer must remove one first.`,
    );
  }
  return happened({ type: 'seat.placed', seatId: absent.seatId, place: 'gone' }, { type: 'seat.put', seat });
}

/** SE5: people who opened the link once and never came back must not lock out today's guests. */
function longestAbsentWaiting(seats: readonly Seat[]): Seat | undefined {
  return seats
    .filter((seat) => seat.place === 'waiting' && !seat.connected)
    .reduce<Seat | undefined>(
      (oldest, seat) => (oldest && oldest.joinedAtMs <= seat.joinedAtMs ? oldest : seat),
      undefined,
    );
}

function move(
  state: ShowState,
  seatId: string,
  { from, to }: { from: readonly SeatPlace[]; to: SeatPlace },
): Verdict {
  const seat = findSeat(state, seatId);
  if (!seat.ok) return seat;
  if (seat.value.place === to) return NOTHING;
  if (!from.includes(seat.value.place)) {
    return refuse('wrong-phase', `${seat.value.name} is ${PLACE_TEXT[seat.value.place]}.`);
  }
  return happened({ type: 'seat.placed', seatId, place: to });
}

function change(state: ShowState, seatId: string, decide: (seat: Seat) => ShowEvent | null): Verdict {
  const seat = findSeat(state, seatId);
  if (!seat.ok) return seat;
  const event = decide(seat.value);
  return event ? happened(event) : NOTHING;
}

const MEDIA_OFF: Seat['media'] = { camera: false, microphone: false, screen: false };

const sameMedia = (a: Seat['media'], b: Seat['media']): boolean =>
  a.camera === b.camera && a.microphone === b.microphone && a.screen === b.screen;

const PLACE_TEXT: Record<SeatPlace, string> = {
  waiting: 'in the waiting room',
  backstage: 'backstage',
  stage: 'on stage',
  gone: 'not in the show any more',
};
