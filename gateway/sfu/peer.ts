import { parseOffer, type OfferError } from '../core/sfu-sdp/parse-offer';
import { writeAnswer } from '../core/sfu-sdp/write-answer';
import type { LocalTransportParameters } from '../net/transport';
import type { DownTrack } from './down-track';
import { MediaPeer, type PeerEvents, type PeerOptions } from './media-peer';
import { countRejected } from './metrics';
import { Negotiation } from './negotiation';
import type { UpTrack } from './up-track';

/** The connection that a client offers: all of a participant's media (signalling v1), or what it publishes (v0). */
export class Peer extends MediaPeer {
  readonly #negotiation: Negotiation;
  #local: LocalTransportParameters | null = null;
  #answers = 0;

  constructor(options: PeerOptions & { streamIdOf: (down: DownTrack) => string }, events: PeerEvents) {
    super(options, events);
    this.#negotiation = new Negotiation(options.streamIdOf);
  }

  get hasAnswered(): boolean {
    return this.#answers > 0;
  }

  /** @returns the answer and which track each section carries, or why the offer was refused. */
  negotiate(
    rawSdp: string,
    options: { canPublish: boolean },
  ): { sdp: string; midToTrackId: Record<string, string> } | OfferError {
    const offer = parseOffer(rawSdp);
    if (typeof offer === 'string') {
      countRejected('sdp', offer);
      return offer;
    }
    this.#local ??= this.transport.answer(offer.transport);
    const result = this.#negotiation.apply(offer, options);
    this.codecs = new Map(result.codecs.map((codec) => [codec.name, codec]));
    this.extensions = result.extensions;
    this.publisher.negotiated(result.extensions, result.codecs);
    this.#answers += 1;
    const sdp = writeAnswer(offer, this.#local, { version: this.#answers, plans: result.plans });
    if (result.unpublishedMids.length > 0) this.events.onUnpublished(result.unpublishedMids);
    if (result.published.length > 0) this.events.onPublished(result.published);
    if (result.assigned.length > 0) this.assigned(result.assigned);
    return { sdp, midToTrackId: result.midToTrackId };
  }

  subscribe(up: UpTrack, publisherSid: string): void {
    if (this.subscriber.downs.has(up.sid)) return;
    this.#negotiation.enqueue(this.subscriber.subscribe(up, publisherSid));
  }

  /** @returns whether there was a subscription. */
  unsubscribe(trackSid: string): boolean {
    const down = this.subscriber.unsubscribe(trackSid);
    if (down === null) return false;
    this.#negotiation.retire(down);
    return true;
  }

  /** Sections the client must add and offer, or null when all is settled. */
  requirement(): { audios: number; videos: number } | null {
    return this.#negotiation.requirement();
  }
}
