import type { Seat, SeatPlace } from '../show-state';

export type SeatEvent =
  | { type: 'seat.put'; seat: Seat }
  | { type: 'seat.placed'; seatId: string; place: SeatPlace }
  | { type: 'seat.renamed'; seatId: string; name: string }
  | { type: 'seat.reordered'; seatIds: string[] }
  | { type: 'seat.gainSet'; seatId: string; gainDb: number }
  | { type: 'seat.mirrorSet'; seatId: string; mirrored: boolean }
  | { type: 'seat.muteSet'; seatId: string; mute: Seat['mute'] }
  | { type: 'seat.mediaSet'; seatId: string; media: Seat['media'] }
  | { type: 'seat.connectionSet'; seatId: string; connected: boolean };
