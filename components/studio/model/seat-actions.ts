import { can, type Role } from '@/lib/core/access/can';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { Seat, SeatPlace } from '@/lib/core/contract/show-state';

export interface SeatAction {
  id: string;
  label: string;
  command: ShowCommand;
  isPrimary: boolean;
  isDanger: boolean;
}

interface Offer {
  id: string;
  label: (seat: Seat) => string;
  places: readonly SeatPlace[];
  command: (seat: Seat) => ShowCommand;
  isPrimary?: boolean;
  isDanger?: boolean;
}

const IN_SHOW = ['backstage', 'stage'] as const;

const OFFERS: readonly Offer[] = [
  {
    id: 'admit',
    label: () => 'Admit',
    places: ['waiting'],
    command: ({ seatId }) => ({ type: 'seat.admit', seatId }),
    isPrimary: true,
  },
  {
    id: 'deny',
    label: () => 'Not now',
    places: ['waiting'],
    command: ({ seatId }) => ({ type: 'seat.deny', seatId }),
  },
  {
    id: 'to-stage',
    label: () => 'To stage',
    places: ['backstage'],
    command: ({ seatId }) => ({ type: 'seat.toStage', seatId }),
    isPrimary: true,
  },
  {
    id: 'off-stage',
    label: () => 'Off stage',
    places: ['stage'],
    command: ({ seatId }) => ({ type: 'seat.toBackstage', seatId }),
  },
  {
    id: 'mute',
    label: ({ mute }) => (mute.byProducer ? 'Lift your mute' : 'Mute'),
    places: IN_SHOW,
    command: ({ seatId, mute }) => ({ type: 'seat.setProducerMute', seatId, muted: !mute.byProducer }),
  },
  {
    id: 'to-waiting',
    label: () => 'Move to waiting room',
    places: IN_SHOW,
    command: ({ seatId }) => ({ type: 'seat.toWaiting', seatId }),
  },
  {
    id: 'remove',
    label: () => 'Remove from the show',
    places: ['waiting', ...IN_SHOW],
    command: ({ seatId }) => ({ type: 'seat.remove', seatId }),
    isDanger: true,
  },
];

/** What this role may do with a seat where it is now. The server would refuse anything else. */
export function seatActions(seat: Seat, role: Role): SeatAction[] {
  return OFFERS.filter(({ places }) => places.includes(seat.place))
    .map((offer) => ({
      id: offer.id,
      label: offer.label(seat),
      command: offer.command(seat),
      isPrimary: offer.isPrimary ?? false,
      isDanger: offer.isDanger ?? false,
    }))
    .filter(({ command }) => can(role, command.type, { seatId: seat.seatId }));
}

/** Waiting first (they ring), then those on stage in their order, then backstage. */
export function traySeats(seats: readonly Seat[]): Seat[] {
  const rank: Record<SeatPlace, number> = { stage: 0, backstage: 1, waiting: 2, gone: 3 };
  return seats.filter(({ place }) => place !== 'gone').sort((a, b) => rank[a.place] - rank[b.place]);
}

/** What a waiting guest has ready: shown in place of a picture. */
export function readiness({ media, connected }: Seat): string {
  if (!connected) return 'connection lost';
  if (media.camera && media.microphone) return 'camera and mic ready';
  if (media.camera) return 'camera only';
  if (media.microphone) return 'microphone only';
  return 'no camera or mic';
}

/**
 * The order of all seats after moving one past its neighbour in the same place.
 * @returns null at either end.
 */
export function moveSeat(seats: readonly Seat[], seatId: string, step: -1 | 1): string[] | null {
  const seat = seats.find((known) => known.seatId === seatId);
  const peers = seats.filter(({ place }) => place === seat?.place);
  const neighbour = seat && peers[peers.indexOf(seat) + step];
  if (!seat || !neighbour) return null;
  return seats.map((known) => {
    if (known === seat) return neighbour.seatId;
    return known === neighbour ? seat.seatId : known.seatId;
  });
}
