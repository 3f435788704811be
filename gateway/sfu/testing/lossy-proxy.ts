import { createSocket, type Socket } from 'node:dgram';

/** Forwards UDP between browsers and the SFU and loses some of it, both ways; STUN and DTLS pass. */
export class LossyProxy {
  lossFraction = 0;
  lost = 0;
  readonly #front: Socket;
  readonly #backs = new Map<string, Socket>();
  #state = 12_345;

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
        back.on('message', (reply) => {
          if (!proxy.#loses(reply)) front.send(reply, from.port, from.address);
        });
        proxy.#backs.set(key, back);
      }
      if (!proxy.#loses(message)) back.send(message, targetPort, '127.0.0.1');
    });
    return proxy;
  }

  close(): void {
    this.#front.close();
    for (const back of this.#backs.values()) back.close();
  }

  /** RFC 7983: first bytes 128..191 are (S)RTP and (S)RTCP. A seeded generator, so that runs compare. */
  #loses(message: Buffer): boolean {
    const isMedia = message[0]! >= 128 && message[0]! < 192;
    this.#state = (this.#state * 1_103_515_245 + 12_345) & 0x7fffffff;
    const isLost = isMedia && this.#state / 0x7fffffff < this.lossFraction;
    if (isLost) this.lost += 1;
    return isLost;
  }
}
