import { createSocket, type Socket } from 'node:dgram';

/** Forwards UDP between browsers and a media server, late if told so, and loses some media both ways; STUN and DTLS pass. */
export class LossyProxy {
  lossFraction = 0;
  /** Only towards browsers, only from them; besides `lossFraction`. */
  downLossFraction = 0;
  upLossFraction = 0;
  /** Each way. */
  delayMs = 0;
  /** Towards and from each browser on its own; what would wait longer than the queue is lost. */
  downKbps = Infinity;
  upKbps = Infinity;
  queueMs = 300;
  lost = 0;
  readonly #front: Socket;
  readonly #backs = new Map<string, Socket>();
  readonly #upQueues = new Map<string, LinkQueue>();
  #state = 12_345;
  #isClosed = false;

  private constructor(front: Socket) {
    this.#front = front;
  }

  static async start(port: number, targetPort: number): Promise<LossyProxy> {
    const front = createSocket('udp4');
    const proxy = new LossyProxy(front);
    await new Promise<void>((resolve) => front.bind(port, '127.0.0.1', resolve));
    front.on('message', (message, from) => {
      const key = `${from.address}:${from.port}`;
      let back = proxy.#backs.get(key);
      if (back === undefined) {
        back = createSocket('udp4');
        const queue = new LinkQueue(proxy, () => proxy.downKbps);
        proxy.#upQueues.set(key, new LinkQueue(proxy, () => proxy.upKbps));
        back.on('message', (reply) => {
          const waitMs = proxy.#loses(reply, proxy.downLossFraction) ? null : queue.waitMs(reply.length);
          if (waitMs !== null) proxy.#later(() => front.send(reply, from.port, from.address), waitMs);
        });
        proxy.#backs.set(key, back);
      }
      const upstream = back;
      const waitMs = proxy.#loses(message, proxy.upLossFraction)
        ? null
        : (proxy.#upQueues.get(key)?.waitMs(message.length) ?? 0);
      if (waitMs !== null) proxy.#later(() => upstream.send(message, targetPort, '127.0.0.1'), waitMs);
    });
    return proxy;
  }

  close(): void {
    this.#isClosed = true;
    this.#front.close();
    for (const back of this.#backs.values()) back.close();
  }

  #later(send: () => void, waitMs = 0): void {
    const totalMs = this.delayMs + waitMs;
    if (totalMs === 0) return send();
    setTimeout(() => {
      if (!this.#isClosed) send();
    }, totalMs);
  }

  /** RFC 7983: first bytes 128..191 are (S)RTP and (S)RTCP. A seeded generator, so that runs compare. */
  #loses(message: Buffer, oneWayFraction: number): boolean {
    const isMedia = message[0]! >= 128 && message[0]! < 192;
    this.#state = (this.#state * 1_103_515_245 + 12_345) & 0x7fffffff;
    const isLost = isMedia && this.#state / 0x7fffffff < this.lossFraction + oneWayFraction;
    if (isLost) this.lost += 1;
    return isLost;
  }
}

/** A link that sends one byte after the other, with a queue before it that drops its tail. */
class LinkQueue {
  readonly #proxy: { queueMs: number; lost: number };
  readonly #kbps: () => number;
  #freeAtMs = 0;

  constructor(proxy: { queueMs: number; lost: number }, kbps: () => number) {
    this.#proxy = proxy;
    this.#kbps = kbps;
  }

  /** @returns how long the packet waits and takes, or null when it is dropped. */
  waitMs(bytes: number): number | null {
    const kbps = this.#kbps();
    if (kbps === Infinity) return 0;
    const nowMs = performance.now();
    const startMs = Math.max(nowMs, this.#freeAtMs);
    if (startMs - nowMs > this.#proxy.queueMs) {
      this.#proxy.lost += 1;
      return null;
    }
    this.#freeAtMs = startMs + (bytes * 8) / kbps;
    return this.#freeAtMs - nowMs;
  }
}
