import { chooseCodecs, type AcceptedCodec } from '../core/sfu-sdp/choose-codecs';
import { extensionIds, type ExtensionIds } from '../core/sfu-sdp/extensions';
import type { MediaSection, Offer } from '../core/sfu-sdp/parse-offer';
import type { SectionPlan } from '../core/sfu-sdp/write-answer';
import type { DownTrack } from './down-track';

type Slot = { status: 'free' } | { status: 'used'; down: DownTrack } | { status: 'retiring' };

/** What an offer changes, for the caller to carry out. */
export interface NegotiationResult {
  plans: Map<string, SectionPlan>;
  /** Sections in which the peer sends. */
  published: MediaSection[];
  /** Sections in which it sent before and does not any more. */
  unpublishedMids: string[];
  assigned: DownTrack[];
  midToTrackId: Record<string, string>;
  extensions: ExtensionIds;
  codecs: AcceptedCodec[];
}

/**
 * Decides what each section of a peer's offers is used for, over all its negotiations. The server never offers:
 * subscriptions wait here until the peer offers a free section.
 */
export class Negotiation {
  readonly #slots = new Map<string, Slot>();
  /** Sections in which the peer has sent; they never become slots. */
  readonly #publishing = new Set<string>();
  readonly #waiting = new Set<DownTrack>();
  readonly #streamIdOf: (down: DownTrack) => string;
  #freeByKind = { audio: 0, video: 0 };

  /** @param streamIdOf - msid stream: tracks that share one are played in sync. */
  constructor(streamIdOf: (down: DownTrack) => string) {
    this.#streamIdOf = streamIdOf;
  }

  enqueue(down: DownTrack): void {
    this.#waiting.add(down);
  }

  /** A freed section must be seen inactive once before it carries another track, else browsers report no new track. */
  retire(down: DownTrack): void {
    this.#waiting.delete(down);
    if (down.mid !== null && this.#slots.has(down.mid)) this.#slots.set(down.mid, { status: 'retiring' });
    down.mid = null;
  }

  /** Sections the peer must add before everything that waits has one; null when nothing needs negotiating. */
  requirement(): { audios: number; videos: number } | null {
    const isRetiring = [...this.#slots.values()].some((slot) => slot.status === 'retiring');
    if (this.#waiting.size === 0 && !isRetiring) return null;
    const waiting = { audio: 0, video: 0 };
    for (const down of this.#waiting) waiting[down.up.kind] += 1;
    return {
      audios: Math.max(0, waiting.audio - this.#freeByKind.audio),
      videos: Math.max(0, waiting.video - this.#freeByKind.video),
    };
  }

  apply(offer: Offer, options: { canPublish: boolean }): NegotiationResult {
    const media = offer.sections.filter(
      (section): section is MediaSection => section.kind === 'audio' || section.kind === 'video',
    );
    const result: NegotiationResult = {
      plans: new Map(),
      published: [],
      unpublishedMids: [],
      assigned: [],
      midToTrackId: {},
      extensions: extensionIds(media),
      codecs: bundleCodecs(media),
    };
    this.#freeByKind = { audio: 0, video: 0 };
    const seen = new Set<string>();
    for (const section of media) {
      seen.add(section.mid);
      const isSending = section.direction === 'sendonly' || section.direction === 'sendrecv';
      if (isSending) {
        this.#publishing.add(section.mid);
        this.#vacate(section.mid);
        if (options.canPublish) {
          result.plans.set(section.mid, { use: 'receive' });
          result.published.push(section);
        }
      } else if (this.#publishing.has(section.mid)) {
        result.unpublishedMids.push(section.mid);
      } else {
        this.#applySlot(section, result);
      }
    }
    for (const mid of this.#publishing) if (!seen.has(mid)) result.unpublishedMids.push(mid);
    for (const mid of [...this.#slots.keys()]) if (!seen.has(mid)) this.#vacate(mid);
    return result;
  }

  /**
   * The peer stopped a section or sends in it now: what it carried waits for another. A slot that stayed behind would
   * ask for negotiations for ever.
   */
  #vacate(mid: string): void {
    const slot = this.#slots.get(mid);
    if (slot?.status === 'used') {
      slot.down.mid = null;
      this.#waiting.add(slot.down);
    }
    this.#slots.delete(mid);
  }

  #applySlot(section: MediaSection, result: NegotiationResult): void {
    const slot = this.#slots.get(section.mid) ?? { status: 'free' };
    if (section.direction !== 'recvonly' && slot.status !== 'used') {
      this.#vacate(section.mid);
      return;
    }
    if (slot.status === 'used') {
      this.#plan(section.mid, slot.down, result);
      return;
    }
    if (slot.status === 'retiring') {
      this.#slots.set(section.mid, { status: 'free' });
      this.#freeByKind[section.kind] += 1;
      return;
    }
    const next = [...this.#waiting].find((down) => down.up.kind === section.kind);
    if (next === undefined || chooseCodecs(section).length === 0) {
      this.#slots.set(section.mid, { status: 'free' });
      this.#freeByKind[section.kind] += 1;
      return;
    }
    this.#waiting.delete(next);
    this.#slots.set(section.mid, { status: 'used', down: next });
    next.mid = section.mid;
    result.assigned.push(next);
    this.#plan(section.mid, next, result);
  }

  #plan(mid: string, down: DownTrack, result: NegotiationResult): void {
    result.midToTrackId[mid] = down.up.sid;
    result.plans.set(mid, {
      use: 'send',
      streamId: this.#streamIdOf(down),
      trackId: down.up.sid,
      ssrc: down.ssrc,
      rtxSsrc: down.rtxSsrc,
      cname: down.publisherSid,
    });
  }
}

/** Payload types hold for the bundle; the first section that names a codec decides. */
export function bundleCodecs(sections: readonly MediaSection[]): AcceptedCodec[] {
  const byName = new Map<string, AcceptedCodec>();
  for (const section of sections) {
    for (const codec of chooseCodecs(section)) if (!byName.has(codec.name)) byName.set(codec.name, codec);
  }
  return [...byName.values()];
}
