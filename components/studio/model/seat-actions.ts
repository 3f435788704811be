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
    id: 'mirror',
    label: ({ mirrored }) => (mirrored ? 'Do not mirror the picture' : 'Mirror the picture'),
    places: IN_SHOW,
    command: ({ seatId, mirrored }) => ({ type: 'seat.setMirrored', seatId, mirrored: !mirrored }),
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

/** As they stand in the tray: the program first, whoever rings last. */
export const TRAY_PLACES = ['stage', 'backstage', 'waiting'] as const satisfies readonly SeatPlace[];

/** The seats of the tray, in its order. */
export function traySeats(seats: readonly Seat[]): Seat[] {
  return TRAY_PLACES.flatMap((place) => seats.filter((seat) => seat.place === place));
}

/** Everybody on stage, this one first; for `seat.reorder`. */
export function leadOrder(seats: readonly Seat[], seatId: string): string[] {
  const others = seats.filter((seat) => seat.place === 'stage' && seat.seatId !== seatId);
  return [seatId, ...others.map((seat) => seat.seatId)];
}

/** Those who change places among themselves: order matters within the stage and within backstage. */
export function trayGroup(place: SeatPlace, seats: readonly Seat[]) {
  const members = seats.filter((seat) => seat.place === place);
  return { id: place, items: members.map(({ seatId, name }) => ({ id: seatId, name })) };
}

/** What a waiting guest has ready: shown in place of a picture. */
export function readiness({ media, connected }: Seat): string {
  if (!connected) return 'connection lost';
  if (media.camera && media.microphone) return 'camera and mic ready';
  if (media.camera) return 'camera only';
  if (media.microphone) return 'microphone only';
  return 'no camera or mic';
}
