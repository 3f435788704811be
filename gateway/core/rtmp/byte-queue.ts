/**
 * Bytes in the order they came, in one piece of memory that doubles when it is full: what a peer sends byte by byte costs
 * as much as what it sends at once, in time and in memory.
 */
export class ByteQueue {
  #memory: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** What waits. Valid until the next `append`. */
  get bytes(): Buffer {
    return this.#memory.subarray(this.#start, this.#end);
  }

  append(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#memory.length) this.#makeRoom(bytes.length);
    this.#memory.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** Forgets the first `count` bytes. */
  drop(count: number): void {
    this.#start += count;
    if (this.#start < this.#end) return;
    this.#start = 0;
    this.#end = 0;
    // An idle connection need not hold the memory of its busiest moment.
    if (this.#memory.length > IDLE_BYTES_MAX) this.#memory = Buffer.alloc(0);
  }

  /** Takes everything out; the result is the caller's. */
  takeAll(): Buffer {
    const taken = Buffer.from(this.bytes);
    this.drop(this.length);
    return taken;
  }

  #makeRoom(count: number): void {
    const needed = this.length + count;
    const memory = Buffer.allocUnsafeSlow(
      Math.max(BYTES_MIN, needed > this.#memory.length / 2 ? needed * 2 : this.#memory.length),
    );
    memory.set(this.bytes);
    this.#memory = memory;
    this.#end = this.length;
    this.#start = 0;
  }
}

const BYTES_MIN = 256;
const IDLE_BYTES_MAX = 16 * 1024;
