import type { Taken } from '@/gateway/core/jitter/reorder-buffer';
import { ReorderBuffer } from '@/gateway/core/jitter/reorder-buffer';
import type { RtpHeader } from '@/gateway/core/rtp/packet';
import { Unwrapper } from '@/gateway/core/rtp/serial';
import { SourceChoice } from '@/gateway/core/rtp/source-choice';

export interface HeldPacket {
  bytes: Buffer;
  header: RtpHeader;
}

/** Retransmissions come within a round trip or three; after this a key frame is the better repair. */
const REPAIR_WAIT_MS = 250;
/** Audio is never retransmitted, nor is the video of a sender that takes no NACK: only reordering is waited for. */
const REORDER_WAIT_MS = 60;
const NACK_INTERVAL_MS = 40;
const NACKS_MAX = 6;

/** One kind of a session's media, in order: of the streams that come, the one that is used. */
export class IncomingTrack {
  /** Which SSRC that is. */
  readonly choice: SourceChoice;
  readonly #isRepaired: boolean;
  #buffer: ReorderBuffer<HeldPacket>;
  #unwrap = new Unwrapper(16);
  #past = { lost: 0, recovered: 0 };

  constructor(options: { isRepaired: boolean; isSimulcast: boolean }) {
    this.choice = new SourceChoice(options.isSimulcast);
    this.#isRepaired = options.isRepaired;
    this.#buffer = this.#newBuffer();
  }

  get lost(): number {
    return this.#past.lost + this.#buffer.lost;
  }

  get recovered(): number {
    return this.#past.recovered + this.#buffer.recovered;
  }

  /** Another stream begins. What the one before still held back is gone with it. */
  restart(): void {
    this.#past = { lost: this.lost, recovered: this.recovered };
    this.#buffer = this.#newBuffer();
    this.#unwrap = new Unwrapper(16);
  }

  /** Packets are missing: holes are to be looked at. */
  get isWaiting(): boolean {
    return this.#buffer.isWaiting;
  }

  /** @returns true when the packet is the next one and nothing waits: it need not be inserted. */
  pass({ sequence }: RtpHeader): boolean {
    return this.#buffer.pass(this.#unwrap.unwrap(sequence));
  }

  insert(packet: HeldPacket, nowMs: number): void {
    this.#buffer.insert(this.#unwrap.unwrap(packet.header.sequence), packet, nowMs);
  }

  take(nowMs: number): Taken<HeldPacket> {
    return this.#buffer.take(nowMs);
  }

  /** Sequence numbers to ask for again now, 16 bits each. */
  nacks(nowMs: number): number[] {
    return this.#buffer.nacks(nowMs).map((sequence) => sequence & 0xffff);
  }

  #newBuffer(): ReorderBuffer<HeldPacket> {
    return new ReorderBuffer({
      waitMs: this.#isRepaired ? REPAIR_WAIT_MS : REORDER_WAIT_MS,
      nackIntervalMs: NACK_INTERVAL_MS,
      nacksMax: this.#isRepaired ? NACKS_MAX : 0,
    });
  }
}
