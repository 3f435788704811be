import {
  StreamState,
  StreamStateInfo,
  StreamStateUpdate,
  SubscriptionPermissionUpdate,
  type SignalResponse,
} from '@livekit/protocol';
import type { DownTrack } from './down-track';
import type { SubscriptionRules } from './subscription-rules';
import type { UpTrack } from './up-track';

/** The participant that subscribes. */
interface Subscriber {
  readonly sid: string;
  readonly identity: string;
  readonly permission: { canSubscribe: boolean };
  readonly down: {
    readonly subscriber: { readonly downs: ReadonlyMap<string, DownTrack> };
    subscribe(up: UpTrack, publisherSid: string): void;
    unsubscribe(trackSid: string): boolean;
  };
  settle(): void;
  send(message: SignalResponse['message']): void;
}

interface Publisher {
  readonly sid: string;
  readonly subscriptionRules: SubscriptionRules;
}

/** What one participant is sent of the others: asked for, refused by their publishers, held back for want of room. */
export class Subscriptions {
  readonly #session: Subscriber;
  /** Tracks it asked for and may not have; bounded by the tracks of the room. */
  readonly #refused = new Set<string>();

  constructor(session: Subscriber) {
    this.#session = session;
  }

  /** Asks for a track of another; what its publisher does not allow now is given when it does. */
  add(up: UpTrack, publisher: Publisher): void {
    const session = this.#session;
    if (!session.permission.canSubscribe) return;
    if (!publisher.subscriptionRules.allows(session, up.sid)) {
      this.#refused.add(up.sid);
      this.#sendAllowed(up, publisher, false);
      return;
    }
    session.down.subscribe(up, publisher.sid);
    session.settle();
  }

  remove(trackSid: string): void {
    this.#refused.delete(trackSid);
    if (this.#session.down.unsubscribe(trackSid)) this.#session.settle();
  }

  clear(): void {
    for (const sid of [...this.#session.down.subscriber.downs.keys()]) this.remove(sid);
  }

  /** The publisher changed who may subscribe. */
  review(up: UpTrack, publisher: Publisher): void {
    const isAllowed = publisher.subscriptionRules.allows(this.#session, up.sid);
    if (!isAllowed && this.#session.down.subscriber.downs.has(up.sid)) {
      this.remove(up.sid);
      this.#refused.add(up.sid);
      this.#sendAllowed(up, publisher, false);
    } else if (isAllowed && this.#refused.delete(up.sid)) {
      this.#sendAllowed(up, publisher, true);
      this.add(up, publisher);
    }
  }

  /** Tells why a picture stands, so that the client can say so instead of showing an old frame. */
  tellHeldBack(down: DownTrack, isHeldBack: boolean): void {
    const state = new StreamStateInfo({
      participantSid: down.publisherSid,
      trackSid: down.up.sid,
      state: isHeldBack ? StreamState.PAUSED : StreamState.ACTIVE,
    });
    const value = new StreamStateUpdate({ streamStates: [state] });
    this.#session.send({ case: 'streamStateUpdate', value });
  }

  #sendAllowed(up: UpTrack, publisher: Publisher, allowed: boolean): void {
    const ids = { participantSid: publisher.sid, trackSid: up.sid };
    const value = new SubscriptionPermissionUpdate({ ...ids, allowed });
    this.#session.send({ case: 'subscriptionPermissionUpdate', value });
  }
}
