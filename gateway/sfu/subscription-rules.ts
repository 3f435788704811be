import type { SubscriptionPermission } from '@livekit/protocol';

/** Entries in one message: every participant of a full room, each track of a publisher. */
const RULES_MAX = 256;
const TRACKS_MAX = 64;

/** Who may subscribe to a participant's tracks, as that participant says (`subscriptionPermission`); at first everybody. */
export class SubscriptionRules {
  #isOpen = true;
  #byName = new Map<string, 'all' | ReadonlySet<string>>();

  set(permission: SubscriptionPermission): void {
    this.#isOpen = permission.allParticipants;
    this.#byName = new Map();
    for (const rule of permission.trackPermissions.slice(0, RULES_MAX)) {
      const tracks = rule.allTracks ? 'all' : new Set(rule.trackSids.slice(0, TRACKS_MAX));
      // A rule names its participant by one or the other.
      const name = rule.participantIdentity === '' ? rule.participantSid : rule.participantIdentity;
      if (name !== '') this.#byName.set(name, tracks);
    }
  }

  allows(subscriber: { sid: string; identity: string }, trackSid: string): boolean {
    if (this.#isOpen) return true;
    const rule = this.#byName.get(subscriber.identity) ?? this.#byName.get(subscriber.sid);
    return rule === 'all' || (rule?.has(trackSid) ?? false);
  }
}
