import { AccessToken, TrackSource, type VideoGrant } from 'livekit-server-sdk';
import type { Seat, SeatPlace } from '@/lib/core/contract/show-state';
import type { RoomConfig } from './room-config';
import type { RoomMaker } from './room-maker';

export interface RoomTicket {
  url: string;
  token: string;
}

/** Long enough for a reconnect in a long show; what a seat may do meanwhile is enforced in the room, not by expiry. */
const TOKEN_TTL_SECONDS = 60 * 60;

/** A waiting guest is not in the room: the talk backstage is not for them yet, and nobody backstage must see them. */
export const belongsInRoom = (place: SeatPlace): boolean => place === 'backstage' || place === 'stage';

export const seatIdentity = (seatId: string): string => `seat:${seatId}`;

/** The seat behind an identity of the room, or null for producers and others. */
export const seatIdOf = (identity: string): string | null =>
  identity.startsWith('seat:') ? identity.slice('seat:'.length) : null;

/** Mints the tokens that let browsers into a show's room, and sees to it that there is one. */
export class RoomTokens {
  /** @param rooms - asked before every token; does not reject. */
  constructor(
    readonly config: RoomConfig,
    readonly rooms: Pick<RoomMaker, 'ensure'>,
  ) {}

  /** For seats that belong in the room; the caller has asked `belongsInRoom`. */
  forSeat(showId: string, seat: Pick<Seat, 'seatId' | 'name'>): Promise<RoomTicket> {
    return this.#mint({
      identity: seatIdentity(seat.seatId),
      name: seat.name,
      metadata: JSON.stringify({ seatId: seat.seatId, kind: 'seat' }),
      grant: {
        room: showId,
        roomJoin: true,
        canPublish: true,
        canPublishSources: [
          TrackSource.CAMERA,
          TrackSource.MICROPHONE,
          TrackSource.SCREEN_SHARE,
          TrackSource.SCREEN_SHARE_AUDIO,
        ],
        canPublishData: false,
        canSubscribe: true,
        canUpdateOwnMetadata: false,
      },
    });
  }

  /**
   * A studio page: it draws and mixes, and never appears.
   * @param producer.mayPublish - it may draw the program, and lets guests hear what it plays.
   */
  forProducer(
    showId: string,
    producer: { userId: string; clientId: string; name: string; mayPublish: boolean },
  ): Promise<RoomTicket> {
    return this.#mint({
      identity: `producer:${producer.userId}:${producer.clientId}`,
      name: producer.name,
      metadata: JSON.stringify({ kind: 'producer' }),
      grant: {
        room: showId,
        roomJoin: true,
        canPublish: producer.mayPublish,
        ...(producer.mayPublish ? { canPublishSources: [TrackSource.SCREEN_SHARE_AUDIO] } : {}),
        canPublishData: false,
        canSubscribe: true,
        canUpdateOwnMetadata: false,
      },
    });
  }

  async #mint(ticket: {
    identity: string;
    name: string;
    metadata: string;
    grant: VideoGrant & { room: string };
  }): Promise<RoomTicket> {
    const { identity, name, metadata, grant } = ticket;
    const { apiKey, apiSecret, browserUrl } = this.config;
    await this.rooms.ensure(grant.room);
    const token = new AccessToken(apiKey, apiSecret, { identity, name, metadata, ttl: TOKEN_TTL_SECONDS });
    token.addGrant(grant);
    return { url: browserUrl, token: await token.toJwt() };
  }
}
