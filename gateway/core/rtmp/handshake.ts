/** The plain RTMP handshake (Adobe RTMP 1.0 §5.2): version byte and 1536 bytes each way, echoed back. */
export const HANDSHAKE_BYTES = 1536;
const VERSION = 3;

/** C0 + C1. @param random - at least 1528 bytes; the echo is not checked by the protocol's other half for secrets. */
export function clientHello(random: Uint8Array): Buffer {
  const out = Buffer.alloc(1 + HANDSHAKE_BYTES);
  out[0] = VERSION;
  out.set(random.subarray(0, HANDSHAKE_BYTES - 8), 9);
  return out;
}

/** Collects S0 S1 S2 (or C0 C1 C2) without assuming how the bytes are cut. */
export class HandshakeReader {
  #pending: Buffer = Buffer.alloc(0);
  readonly #bytesNeeded: number;

  /** @param parts - 1: only version and first block; 2: the echo too. */
  constructor(parts: 1 | 2) {
    this.#bytesNeeded = 1 + HANDSHAKE_BYTES * parts;
  }

  push(bytes: Buffer): { status: 'more' } | { status: 'bad-version' } | { status: 'done'; firstBlock: Buffer; rest: Buffer } {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    if (this.#pending.length > 0 && this.#pending[0] !== VERSION) return { status: 'bad-version' };
    if (this.#pending.length < this.#bytesNeeded) return { status: 'more' };
    const firstBlock = this.#pending.subarray(1, 1 + HANDSHAKE_BYTES);
    return { status: 'done', firstBlock, rest: this.#pending.subarray(this.#bytesNeeded) };
  }
}
