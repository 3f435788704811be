import { UNTREATED_SOUND } from '@/lib/core/contract/seat-sound';
import type { Seat, ShowState } from '@/lib/core/contract/show-state';
import type { ChannelSettings } from '../compositor/main/mixer-channel';
import type { SeatFeed } from '../room/room-client';

export interface ChannelPlan extends ChannelSettings {
  /** `camera:<seatId>` for a voice, `screen:<seatId>` for the sound of a shared screen: the feed ids of the pictures. */
  id: string;
}

/**
 * @param ownSeatId - the seat of this very browser: its own voice never returns to its ears.
 * @param heldMs - by how much a voice waits for its picture, beside the delay that somebody chose.
 */
export function planMix(
  state: ShowState,
  feeds: Readonly<Record<string, SeatFeed>>,
  { ownSeatId, heldMs }: { ownSeatId: string | null; heldMs: (seatId: string) => number },
): ChannelPlan[] {
  return state.seats.filter(isHeard).flatMap((seat) => {
    const feed = feeds[seat.seatId];
    const isMuted = seat.mute.byProducer || seat.mute.bySelf;
    const channel = (kind: 'camera' | 'screen', track: MediaStreamTrack | null): ChannelPlan => ({
      id: `${kind}:${seat.seatId}`,
      track,
      gainDb: seat.gainDb,
      onAir: seat.place === 'stage' && !isMuted,
      monitor: seat.seatId !== ownSeatId && !isMuted,
      ...(kind === 'camera' ? voiceTreatment(seat, heldMs(seat.seatId)) : screenTreatment(seat)),
    });
    const voice = channel('camera', feed?.microphone ?? null);
    return feed?.screenAudio ? [voice, channel('screen', feed.screenAudio)] : [voice];
  });
}

type Treatment = Pick<ChannelPlan, 'delayMs' | 'compressor' | 'gate' | 'isDucked' | 'isSpeech'>;

function voiceTreatment({ sound: { delayMs, compressor, gate } }: Seat, heldMs: number): Treatment {
  return { delayMs: delayMs + heldMs, compressor, gate, isDucked: false, isSpeech: true };
}

/** What was mixed elsewhere is neither evened out nor gated, and has its own picture to be in time with. */
function screenTreatment({ sound: { ducksScreen } }: Seat): Treatment {
  const { delayMs, compressor, gate } = UNTREATED_SOUND;
  return { delayMs, compressor, gate, isDucked: ducksScreen, isSpeech: false };
}

const isHeard = (seat: Seat) => seat.place === 'stage' || seat.place === 'backstage';
