import { extensionIds } from '../core/sfu-sdp/extensions';
import { parseOffer, type MediaSection, type OfferError } from '../core/sfu-sdp/parse-offer';
import { writeOffer, type OfferedSection } from '../core/sfu-sdp/write-offer';
import type { LocalTransportParameters } from '../net/transport';
import { LOSSY, RELIABLE } from './data-labels';
import type { DownTrack } from './down-track';
import { MediaPeer, type PeerEvents, type PeerOptions } from './media-peer';
import { countRejected } from './metrics';
import { bundleCodecs } from './negotiation';
import type { UpTrack } from './up-track';

/**
 * A freed section is offered as stopped once. After that its place goes to another under a new name (RFC 8829 §5.2.2): to
 * browsers a track of its own, with the id and the stream that it says, so that lips stay in sync.
 */
type Slot = { mid: string; kind: 'audio' | 'video' } & (
  { status: 'used'; down: DownTrack } | { status: 'freed' } | { status: 'stopped' }
);

export interface PeerOffer {
  sdp: string;
  id: number;
  midToTrackId: Record<string, string>;
}

/** An answer takes a round trip and a browser's thought; who needs longer is not going to answer. */
const ANSWER_MS_MAX = 10_000;

/** The connection that the server offers: what a participant is sent, in signalling v0. One offer is out at a time. */
export class OfferingPeer extends MediaPeer {
  readonly #streamIdOf: (down: DownTrack) => string;
  readonly #slots: Slot[] = [];
  readonly #local: LocalTransportParameters;
  #offers = 0;
  #mids = 0;
  #isAccepted = false;
  #isChanged = true;
  #outstanding: { sentMs: number; downs: DownTrack[]; stopped: Slot[] } | null = null;

  constructor(options: PeerOptions & { streamIdOf: (down: DownTrack) => string }, events: PeerEvents) {
    super(options, events);
    this.#streamIdOf = options.streamIdOf;
    this.#local = this.transport.offer([
      { label: RELIABLE, isReliable: true },
      { label: LOSSY, isReliable: false },
    ]);
  }

  /** For the client, once {@link accept} has returned. */
  get candidates(): readonly string[] {
    return this.#local.candidates;
  }

  subscribe(up: UpTrack, publisherSid: string): void {
    if (this.subscriber.downs.has(up.sid)) return;
    const down = this.subscriber.subscribe(up, publisherSid);
    const free = this.#slots.findIndex(({ kind, status }) => kind === up.kind && status === 'stopped');
    const index = free === -1 ? this.#slots.length : free;
    this.#slots[index] = { mid: String(this.#mids++), kind: up.kind, status: 'used', down };
    this.#isChanged = true;
  }

  /** @returns whether there was a subscription. */
  unsubscribe(trackSid: string): boolean {
    const down = this.subscriber.unsubscribe(trackSid);
    if (down === null) return false;
    down.mid = null;
    const index = this.#slots.findIndex((slot) => slot.status === 'used' && slot.down === down);
    const slot = this.#slots[index];
    if (slot !== undefined) this.#slots[index] = withStatus(slot, 'freed');
    this.#isChanged = true;
    return true;
  }

  /** @returns the next offer, or null when nothing changed or an answer is still out. */
  offer(nowMs: number): PeerOffer | null {
    if (!this.#isChanged || this.#outstanding !== null) return null;
    this.#isChanged = false;
    this.#offers += 1;
    const midToTrackId: Record<string, string> = {};
    const downs: DownTrack[] = [];
    const sections = this.#slots.map((slot): OfferedSection => {
      if (slot.status !== 'used') return { mid: slot.mid, kind: slot.kind, plan: { use: 'stopped' } };
      const { down } = slot;
      midToTrackId[slot.mid] = down.up.sid;
      downs.push(down);
      const { ssrc, rtxSsrc, publisherSid: cname } = down;
      const streamId = this.#streamIdOf(down);
      const plan = { use: 'send', streamId, trackId: down.up.sid, ssrc, rtxSsrc, cname } as const;
      return { mid: slot.mid, kind: slot.kind, plan };
    });
    const stopped = this.#slots.filter(({ status }) => status === 'freed');
    this.#outstanding = { sentMs: nowMs, downs, stopped };
    return { sdp: writeOffer(sections, this.#local, this.#offers), id: this.#offers, midToTrackId };
  }

  /** Takes the answer to the offer that is out; an older one is passed over. @returns why it was refused, or null. */
  accept(rawSdp: string, id: number): OfferError | null {
    if (this.#outstanding === null || (id !== 0 && id !== this.#offers)) return null;
    const answer = parseOffer(rawSdp);
    if (typeof answer === 'string') {
      countRejected('sdp', answer);
      return answer;
    }
    if (!this.#isAccepted) this.transport.accept(answer.transport);
    this.#isAccepted = true;
    const media = answer.sections.filter(
      (section): section is MediaSection => section.kind === 'audio' || section.kind === 'video',
    );
    this.extensions = extensionIds(media);
    this.codecs = new Map(bundleCodecs(media).map((codec) => [codec.name, codec]));
    const { downs, stopped } = this.#outstanding;
    this.#outstanding = null;
    for (const [index, slot] of this.#slots.entries())
      if (stopped.includes(slot)) this.#slots[index] = withStatus(slot, 'stopped');
    const accepted = new Set(media.map(({ mid }) => mid));
    this.assigned(downs.filter((down) => this.#begin(down, accepted)));
    return null;
  }

  /** Whether a client owes an answer for longer than any would take. */
  isStuck(nowMs: number): boolean {
    return this.#outstanding !== null && nowMs - this.#outstanding.sentMs > ANSWER_MS_MAX;
  }

  /** @returns whether the track may flow from now on, for the first time. */
  #begin(down: DownTrack, accepted: ReadonlySet<string>): boolean {
    const slot = this.#slots.find((candidate) => candidate.status === 'used' && candidate.down === down);
    if (slot === undefined || down.mid !== null || !accepted.has(slot.mid)) return false;
    down.mid = slot.mid;
    return true;
  }
}

function withStatus({ mid, kind }: Slot, status: 'freed' | 'stopped'): Slot {
  return { mid, kind, status };
}
