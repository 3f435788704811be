/**
 * The server's clock as a page hears it. A message can only come late, so of the newest the one that shows the clock
 * furthest ahead is nearest to the truth: what is left is the quickest way here, a few ms.
 */
export class ServerClock {
  #current: { sinceMs: number; offsetMs: number } | null = null;
  #previousMs = -Infinity;

  /** Server minus page; 0 before the first message. ms. */
  get offsetMs(): number {
    return this.#current === null ? 0 : Math.max(this.#current.offsetMs, this.#previousMs);
  }

  /** @param serverMs - as the message says; `pageMs`: by the page's own clock, when it came. */
  note(serverMs: number, pageMs: number): void {
    const offsetMs = serverMs - pageMs;
    const current = this.#current;
    const isJump = current !== null && Math.abs(offsetMs - this.offsetMs) > JUMP_MS;
    if (isJump) this.#previousMs = -Infinity;
    if (current !== null && !isJump && pageMs - current.sinceMs < WINDOW_MS) {
      current.offsetMs = Math.max(current.offsetMs, offsetMs);
      return;
    }
    if (!isJump) this.#previousMs = current?.offsetMs ?? -Infinity;
    this.#current = { sinceMs: pageMs, offsetMs };
  }
}

/** Telemetry comes every second while a program is out: some of it met no queue. 100 ppm are 3 ms in it. */
const WINDOW_MS = 30_000;
/** Somebody set a clock, or the machine slept. */
const JUMP_MS = 3_000;
