/**
 * Which SSRC of one kind of media a session uses: one at a time, for two streams in one depacketizer are noise. It is
 * the first that comes, until it falls silent or says goodbye and another sends. Of a simulcast sender it is the
 * largest picture: chosen after a moment, and changed for a larger one at a key frame of that one. Pure.
 */
export interface SourcePacket {
  ssrc: number;
  bytes: number;
  /** Of the picture, when this packet begins a key frame and says its size; else null. */
  pixels: number | null;
}

export type SourceVerdict =
  | 'ignore'
  | 'use'
  /** To be used, and nothing before it: another numbering and another clock begin. */
  | 'begin';

interface Heard {
  bytes: number;
  lastMs: number;
  pixels: number | null;
}

/** Long enough for every encoding of a simulcast sender to have sent some frames. */
export const SIMULCAST_WATCH_MS = 1_000;
/** Longer than any pause between two pictures or sounds of a stream that goes on. */
export const SILENT_MS = 500;
/** After a fall to a smaller encoding: a sender short of bandwidth must not make the program change its size all the time. */
export const CLIMB_AFTER_MS = 10_000;
/** Browsers send three encodings; more than this is no simulcast. */
const SSRCS_MAX = 8;

export class SourceChoice {
  readonly #isSimulcast: boolean;
  readonly #heard = new Map<number, Heard>();
  #sinceMs: number | null = null;
  #chosen: number | null = null;
  #climbsFromMs = -Infinity;
  /** Said goodbye: what still comes of it was on its way. */
  #ended: number | null = null;

  constructor(isSimulcast: boolean) {
    this.#isSimulcast = isSimulcast;
  }

  get ssrc(): number | null {
    return this.#chosen;
  }

  judge(packet: SourcePacket, nowMs: number): SourceVerdict {
    this.#sinceMs ??= nowMs;
    if (packet.ssrc === this.#ended || !this.#note(packet, nowMs)) return 'ignore';
    const { ssrc } = packet;
    if (this.#chosen === null) {
      if (this.#isSimulcast && nowMs - this.#sinceMs < SIMULCAST_WATCH_MS) return 'ignore';
      return this.#isBest(ssrc, nowMs) ? this.#choose(ssrc) : 'ignore';
    }
    if (ssrc === this.#chosen) return 'use';
    if (this.#isSilent(this.#chosen, nowMs)) {
      if (!this.#isBest(ssrc, nowMs)) return 'ignore';
      this.#climbsFromMs = nowMs + CLIMB_AFTER_MS;
      return this.#choose(ssrc);
    }
    return packet.pixels !== null && this.#isWorthMore(ssrc, nowMs) ? this.#choose(ssrc) : 'ignore';
  }

  /** The SSRC whose key frame would show that it is larger, or be the moment to change to it; null without one. */
  wanted(nowMs: number): number | null {
    if (!this.#isSimulcast || this.#chosen === null) return null;
    for (const ssrc of this.#heard.keys()) {
      if (ssrc !== this.#chosen && !this.#isSilent(ssrc, nowMs) && this.#isWorthMore(ssrc, nowMs))
        return ssrc;
    }
    return null;
  }

  /** The sender says that this one ends (RTCP BYE): who comes next is not kept waiting. */
  noteBye(ssrc: number): void {
    this.#heard.delete(ssrc);
    this.#ended = ssrc;
  }

  /** Larger than the one in use, or perhaps: its size is not known yet. Within the hold nothing is. */
  #isWorthMore(ssrc: number, nowMs: number): boolean {
    if (!this.#isSimulcast || nowMs < this.#climbsFromMs) return false;
    const pixels = this.#heard.get(ssrc)?.pixels ?? Infinity;
    return pixels > (this.#heard.get(this.#chosen ?? -1)?.pixels ?? Infinity);
  }

  #choose(ssrc: number): SourceVerdict {
    this.#chosen = ssrc;
    return 'begin';
  }

  #isSilent(ssrc: number, nowMs: number): boolean {
    const heard = this.#heard.get(ssrc);
    return heard === undefined || nowMs - heard.lastMs > SILENT_MS;
  }

  /** Of a simulcast sender the largest: by its picture, and by its bytes as long as sizes are not known. */
  #isBest(ssrc: number, nowMs: number): boolean {
    if (!this.#isSimulcast) return true;
    const [largest] = [...this.#heard]
      .filter(([candidate]) => !this.#isSilent(candidate, nowMs))
      .sort(([, a], [, b]) => (b.pixels ?? 0) - (a.pixels ?? 0) || b.bytes - a.bytes);
    return largest?.[0] === ssrc;
  }

  /** @returns false for a stranger when there are too many. */
  #note({ ssrc, bytes, pixels }: SourcePacket, nowMs: number): boolean {
    const heard = this.#heard.get(ssrc);
    if (heard === undefined && this.#heard.size >= SSRCS_MAX && !this.#forgetSilent(nowMs)) return false;
    this.#heard.set(ssrc, {
      bytes: (heard?.bytes ?? 0) + bytes,
      lastMs: nowMs,
      pixels: pixels ?? heard?.pixels ?? null,
    });
    return true;
  }

  #forgetSilent(nowMs: number): boolean {
    const silent = [...this.#heard.keys()].find((ssrc) => this.#isSilent(ssrc, nowMs));
    return silent !== undefined && this.#heard.delete(silent);
  }
}
