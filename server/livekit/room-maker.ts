import type { RoomServiceClient } from 'livekit-server-sdk';
import { LIMITS } from '@/lib/core/contract/limits';

export interface RoomMakerDeps {
  service: Pick<RoomServiceClient, 'createRoom'>;
  logger: { debug(fields: object, message: string): void; warn(fields: object, message: string): void };
}

/** Pages of producers beside the seats: a few people with a few tabs. */
const PRODUCERS_MAX = 20;
/** Whoever was given a token comes within this time, or asks for another. */
const EMPTY_TIMEOUT_S = 300;
/** A producer who reloads, or a machine that sleeps for a moment, finds the room as it was. */
const DEPARTURE_TIMEOUT_S = 60;

/** Makes each show's room, with its limits: production LiveKit makes none by itself (`room.auto_create: false`). */
export class RoomMaker {
  #isFailing = false;

  constructor(readonly deps: RoomMakerDeps) {}

  /**
   * A room that exists stays as it is. Resolves whatever happens: without an answer the room may be there still, and
   * whoever finds none asks for a new token, and so comes here again.
   */
  async ensure(showId: string): Promise<void> {
    const { service, logger } = this.deps;
    try {
      await service.createRoom({
        name: showId,
        maxParticipants: LIMITS.seatsMax + PRODUCERS_MAX,
        emptyTimeout: EMPTY_TIMEOUT_S,
        departureTimeout: DEPARTURE_TIMEOUT_S,
      });
      this.#isFailing = false;
    } catch (error) {
      // Every page asks again and again while the server is away: said once.
      logger[this.#isFailing ? 'debug' : 'warn']({ showId, err: error }, 'the room was not made');
      this.#isFailing = true;
    }
  }
}
