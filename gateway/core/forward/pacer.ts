/** Sends a packet; the bytes may be reused when it returns. */
export type PacketOut = (bytes: Uint8Array, nowMs: number) => boolean;

/**
 * Spreads what a subscriber is sent, so that a key frame does not fill the queue of its link and drop the sound behind
 * it. Sound never waits, but its bytes count; retransmissions go before pictures. While there is room nothing is copied
 * and nothing waits. Pure: the clock is passed in.
 *
 * PA1 sound goes out at once. PA2 pictures leave in the order they came. PA3 a queue of more than
 * {@link WAIT_MS_MAX} is sent faster, in proportion to what is left of it. PA4 a full queue refuses the newest packet.
 * PA5 while held, only sound leaves. PA6 a link that is known to carry less than the pace is not paced beyond what it
 * carries, so that a picture's first key frame waits here and not in its queue.
 */
export class Pacer {
  readonly #send: PacketOut;
  readonly #repairs: Uint8Array[] = [];
  readonly #pictures: Uint8Array[] = [];
  #bytesPerMs = 0;
  #tokens = BURST_BYTES_MIN;
  #refilledMs: number | null = null;
  #queuedBytes = 0;
  #isHeld = false;

  constructor(send: PacketOut) {
    this.#send = send;
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /**
   * @param kbps - estimate of the link; sent is up to {@link PACE_FACTOR} times as much.
   * @param fullKbps - what the link carries, where that is known: more than the estimate is sent only up to this.
   */
  setRate(kbps: number, fullKbps = Infinity): void {
    this.#bytesPerMs = Math.max(kbps, Math.min(kbps * PACE_FACTOR, fullKbps)) / 8;
  }

  /** Keeps everything but sound until it is called again with false; {@link drain} then sends what has waited (PA5). */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
  }

  sendSound(bytes: Uint8Array, nowMs: number): boolean {
    this.#refill(nowMs);
    this.#tokens -= bytes.length;
    return this.#send(bytes, nowMs);
  }

  /** @returns false when the packet was refused. */
  sendPicture(bytes: Uint8Array, nowMs: number): boolean {
    return this.#sendOrQueue(this.#pictures, bytes, nowMs);
  }

  /** @returns false when the packet was refused. */
  sendRepair(bytes: Uint8Array, nowMs: number): boolean {
    return this.#sendOrQueue(this.#repairs, bytes, nowMs);
  }

  /** Sends what has become due. @returns whether something still waits. */
  drain(nowMs: number): boolean {
    if (this.#queuedBytes === 0) return false;
    this.#refill(nowMs);
    if (this.#isHeld) return true;
    while (this.#tokens > 0) {
      const bytes = this.#repairs.shift() ?? this.#pictures.shift();
      if (bytes === undefined) break;
      this.#queuedBytes -= bytes.length;
      this.#tokens -= bytes.length;
      this.#send(bytes, nowMs);
    }
    return this.#queuedBytes > 0;
  }

  clear(): void {
    this.#repairs.length = 0;
    this.#pictures.length = 0;
    this.#queuedBytes = 0;
  }

  #sendOrQueue(queue: Uint8Array[], bytes: Uint8Array, nowMs: number): boolean {
    this.#refill(nowMs);
    if (this.#tokens > 0 && this.#queuedBytes === 0 && !this.#isHeld) {
      this.#tokens -= bytes.length;
      return this.#send(bytes, nowMs);
    }
    if (queue.length >= QUEUE_PACKETS_MAX) return false;
    // Not slice(): a Buffer's shares its memory.
    queue.push(new Uint8Array(bytes));
    this.#queuedBytes += bytes.length;
    return true;
  }

  #refill(nowMs: number): void {
    const elapsedMs = this.#refilledMs === null ? 0 : Math.max(0, nowMs - this.#refilledMs);
    this.#refilledMs = nowMs;
    const bytesPerMs = Math.max(this.#bytesPerMs, this.#queuedBytes / WAIT_MS_MAX);
    const burst = Math.max(BURST_BYTES_MIN, bytesPerMs * BURST_MS);
    this.#tokens = Math.min(burst, this.#tokens + elapsedMs * bytesPerMs);
  }
}

/** A key frame that takes a second of the link's rate then stands 200 ms in its queue, and sound is not dropped there. */
const PACE_FACTOR = 1.25;
/** Longer than a timer of a busy machine is late. */
const BURST_MS = 15;
/** Four full packets: a small picture is never cut in two. */
const BURST_BYTES_MIN = 4_800;
const WAIT_MS_MAX = 400;
/** 0.4 s of 30 Mbps. */
const QUEUE_PACKETS_MAX = 1_300;
