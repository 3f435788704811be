/** One received packet and where its payload lies. */
export interface StoredPacket {
  bytes: Uint8Array;
  sequence: number;
  payloadOffset: number;
  payloadEnd: number;
}

/**
 * The last packets of one received stream by sequence number, shared by all its subscribers for retransmission:
 * a subscriber costs no copies.
 */
export class PacketRing {
  readonly #slots: (StoredPacket | undefined)[];
  readonly #mask: number;

  /** @param capacity - a power of two; 512 packets are 2 s of a 2 Mbps layer. */
  constructor(capacity: number) {
    this.#slots = new Array<StoredPacket | undefined>(capacity);
    this.#mask = capacity - 1;
  }

  put(packet: StoredPacket): void {
    this.#slots[packet.sequence & this.#mask] = packet;
  }

  get(sequence: number): StoredPacket | undefined {
    const packet = this.#slots[sequence & this.#mask];
    return packet?.sequence === sequence ? packet : undefined;
  }

  clear(): void {
    this.#slots.fill(undefined);
  }
}
