/**
 * Which SSRC of one kind of media a session uses: the first that comes, and no other, for two streams in one
 * depacketizer are noise. Senders of simulcast are watched for a moment first, and the largest encoding is taken.
 */
export class SourceChoice {
  readonly #watchMs: number;
  readonly #bytes = new Map<number, number>();
  #sinceMs: number | null = null;
  #chosen: number | null = null;

  /** @param watchMs - 0: take the first. */
  constructor(watchMs: number) {
    this.#watchMs = watchMs;
  }

  get ssrc(): number | null {
    return this.#chosen;
  }

  /** @returns whether this packet is to be used. */
  takes(ssrc: number, bytes: number, nowMs: number): boolean {
    if (this.#chosen !== null) return ssrc === this.#chosen;
    this.#sinceMs ??= nowMs;
    if (this.#bytes.has(ssrc) || this.#bytes.size < SSRCS_MAX)
      this.#bytes.set(ssrc, (this.#bytes.get(ssrc) ?? 0) + bytes);
    if (nowMs - this.#sinceMs < this.#watchMs) return false;
    const [largest] = [...this.#bytes].sort((a, b) => b[1] - a[1]);
    this.#chosen = largest?.[0] ?? ssrc;
    this.#bytes.clear();
    return ssrc === this.#chosen;
  }
}

/** Browsers send three encodings; more than this is no simulcast. */
const SSRCS_MAX = 8;
