import { performance } from 'node:perf_hooks';

/**
 * Hands packets to many viewers without keeping the program waiting: sending to a hundred takes a millisecond, a key
 * frame has a hundred packets, and destinations live in the same process. After a few milliseconds the rest waits for
 * the next turn of the event loop. With few viewers everything goes out at once, as it comes.
 */
export interface FanOutPacket {
  kind: 'video' | 'audio';
  packet: Buffer;
  startsKeyframe: boolean;
}

export interface FanOutViewer {
  send(packet: FanOutPacket): void;
}

/** A frame of 30 a second lasts 33 ms: destinations are served well before the next one is there. */
const TURN_MS_MAX = 4;
/** The clock is read after so many packets. */
const SENDS_BETWEEN_LOOKS = 8;
/** A second of 4 Mbit/s. More waiting means that this machine cannot serve so many: all of it is dropped. */
const WAITING_MAX = 512;

export class FanOut {
  readonly #viewers: () => Iterable<FanOutViewer>;
  readonly #nowMs: () => number;
  #waiting: FanOutPacket[] = [];
  /** Who of the head packet's viewers is still to be served. */
  #rest: FanOutViewer[] = [];
  #isScheduled = false;
  packetsDropped = 0;

  constructor(viewers: () => Iterable<FanOutViewer>, nowMs: () => number = () => performance.now()) {
    this.#viewers = viewers;
    this.#nowMs = nowMs;
  }

  push(packet: FanOutPacket): void {
    if (this.#waiting.length >= WAITING_MAX) {
      this.packetsDropped += this.#waiting.length;
      this.#waiting = [];
      this.#rest = [];
    }
    this.#waiting.push(packet);
    if (!this.#isScheduled) this.#serve();
  }

  #serve(): void {
    this.#isScheduled = false;
    const untilMs = this.#nowMs() + TURN_MS_MAX;
    let sends = 0;
    let head = this.#waiting[0];
    while (head !== undefined) {
      if (this.#rest.length === 0) this.#rest = [...this.#viewers()];
      for (let viewer = this.#rest.pop(); viewer !== undefined; viewer = this.#rest.pop()) {
        viewer.send(head);
        sends += 1;
        if (sends % SENDS_BETWEEN_LOOKS === 0 && this.#nowMs() >= untilMs) break;
      }
      if (this.#rest.length === 0) this.#waiting.shift();
      head = this.#waiting[0];
      if (head !== undefined && this.#nowMs() >= untilMs) {
        this.#isScheduled = true;
        setImmediate(() => this.#serve());
        return;
      }
    }
  }
}
