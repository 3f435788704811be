import { TrackSource, type RoomServiceClient, type WebhookEvent } from 'livekit-server-sdk';
import type { Seat, ShowState } from '@/lib/core/contract/show-state';
import { belongsInRoom, seatIdentity, seatIdOf } from './room-tokens';

/** What is used of LiveKit's room service. */
export type RoomService = Pick<
  RoomServiceClient,
  'updateParticipant' | 'removeParticipant' | 'listParticipants' | 'mutePublishedTrack'
>;

interface KeptShow {
  readonly showId: string;
  readonly state: ShowState;
  onChange(listener: (change: { before: ShowState; after: ShowState }) => void): () => void;
}

export interface RoomKeeperDeps {
  service: RoomService;
  logger: { debug(fields: object, message: string): void; warn(fields: object, message: string): void };
  /** The state of an open show; null when it is not open. */
  stateOf(showId: string): ShowState | null;
  /** As the clock that dates tokens. */
  nowMs(): number;
}

/**
 * Makes the room follow the show: who must leave, under which name, whose microphone the producer closed. Works towards
 * the state as it is when it acts, so that a late answer never undoes a newer wish.
 */
export class RoomKeeper {
  /** One step at a time per seat. */
  readonly #busy = new Map<string, Promise<void>>();

  constructor(readonly deps: RoomKeeperDeps) {}

  follow(show: KeptShow): void {
    show.onChange(({ before, after }) => {
      if (before.seats === after.seats) return;
      for (const seat of after.seats) {
        const known = before.seats.find(({ seatId }) => seatId === seat.seatId);
        if (known && known !== seat && concernsRoom(known, seat)) this.#enforce(show.showId, seat.seatId);
      }
    });
  }

  /** A token may be older than the seat's place: whoever joins or publishes is brought to the state of now. */
  handleWebhook(event: WebhookEvent): void {
    const showId = event.room?.name;
    const seatId = event.participant ? seatIdOf(event.participant.identity) : null;
    if (showId === undefined || seatId === null) return;
    if (event.event === 'participant_joined' || event.event === 'track_published')
      this.#enforce(showId, seatId);
  }

  /** Resolves when nothing is under way. */
  async settle(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all(this.#busy.values());
  }

  #enforce(showId: string, seatId: string): void {
    const key = `${showId} ${seatId}`;
    const before = this.#busy.get(key) ?? Promise.resolve();
    const step = before
      .then(() => this.#bring(showId, seatId))
      .finally(() => {
        if (this.#busy.get(key) === step) this.#busy.delete(key);
      });
    this.#busy.set(key, step);
  }

  async #bring(showId: string, seatId: string): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const seat = this.deps.stateOf(showId)?.seats.find((candidate) => candidate.seatId === seatId);
      if (!seat) return;
      try {
        await this.#apply(showId, seat);
        return;
      } catch (error) {
        if (isMissing(error)) return;
        const fields = { showId, seatId, attempt, err: error };
        if (attempt === ATTEMPTS_MAX) this.deps.logger.warn(fields, 'the room does not follow the seat');
        else await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt));
      }
    }
  }

  async #apply(showId: string, seat: Seat): Promise<void> {
    const { service } = this.deps;
    const identity = seatIdentity(seat.seatId);
    // Out, not only silenced: whoever is in the room learns the names of all the others.
    if (!belongsInRoom(seat.place)) {
      // The token that it has goes with it, or it would be back for as long as a webhook takes. LiveKit's cloud would
      // otherwise refuse the next one too, for a minute.
      const revokeTokenTs = BigInt(Math.floor(this.deps.nowMs() / 1000));
      return service.removeParticipant(showId, identity, { revokeTokenTs });
    }
    await service.updateParticipant(showId, identity, {
      name: seat.name,
      permission: {
        canPublish: true,
        canPublishSources: SEAT_SOURCES,
        canPublishData: false,
        canSubscribe: true,
      },
    });
    if (seat.mute.byProducer) await this.#muteMicrophone(showId, identity);
  }

  /** Closing is ours, opening never: when the producer lifts the mute, the guest's own page decides. */
  async #muteMicrophone(showId: string, identity: string): Promise<void> {
    const participants = await this.deps.service.listParticipants(showId);
    const tracks = participants.find((participant) => participant.identity === identity)?.tracks ?? [];
    for (const { sid, source, muted } of tracks) {
      if (source !== TrackSource.MICROPHONE || muted) continue;
      await this.deps.service.mutePublishedTrack(showId, identity, sid, true);
    }
  }
}

const SEAT_SOURCES = [
  TrackSource.CAMERA,
  TrackSource.MICROPHONE,
  TrackSource.SCREEN_SHARE,
  TrackSource.SCREEN_SHARE_AUDIO,
];

const ATTEMPTS_MAX = 3;
const RETRY_MS = 500;

const concernsRoom = (before: Seat, after: Seat): boolean =>
  before.place !== after.place ||
  before.name !== after.name ||
  before.mute.byProducer !== after.mute.byProducer;

/** Not in the room (yet): its next join is brought up to date by the webhook. Twirp says `not_found`. */
function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'not_found';
}
