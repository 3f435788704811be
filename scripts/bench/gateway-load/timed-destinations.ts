import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import pino from 'pino';
import { accessUnitOf } from '@/gateway/core/h264/avcc';
import { H264Depacketizer } from '@/gateway/core/h264/depacketizer';
import { isRtcp, parseRtp } from '@/gateway/core/rtp/packet';
import { createRtmpSink } from '@/gateway/rtmp-sink/rtmp-sink';
import { percentile } from '../process-figures';

/**
 * RTMP servers in this process that know when each frame was sent: a frame is recognised by its bytes. Latency is from
 * handing its last RTP packet to the network until its FLV tag has arrived whole.
 */
export interface ArrivalFigures {
  frames: number;
  latencyMsP50: number;
  latencyMsP95: number;
  gapMsMax: number;
}

/** FLV tag header of a video frame before its access unit: codec, packet type, composition time. */
const VIDEO_TAG_HEADER_BYTES = 5;
/** Frames remembered: more than are on their way at once. */
const SENT_MAX = 2_000;

export class TimedDestinations {
  readonly #depacketizer = new H264Depacketizer();
  readonly #sentAtMs = new Map<string, number>();
  readonly #lastTagMs = new Map<string, number>();
  #latenciesMs: number[] = [];
  #gapsMs: number[] = [];
  readonly #sink = createRtmpSink(pino({ level: 'silent' }), (streamName, tag) =>
    this.#onTag(streamName, tag),
  );

  /** @returns the port that all destinations share; they differ in their stream names. */
  async listen(): Promise<number> {
    this.#sink.server.listen(0, '127.0.0.1');
    await once(this.#sink.server, 'listening');
    return (this.#sink.server.address() as AddressInfo).port;
  }

  /** To be called with every packet at the moment it is handed to the network. */
  noteSent(bytes: Buffer): void {
    if (isRtcp(bytes)) return;
    const header = parseRtp(bytes);
    if (typeof header === 'string') return;
    const payload = Buffer.from(
      bytes.subarray(header.payloadOffset, header.payloadOffset + header.payloadLength),
    );
    for (const frame of this.#depacketizer.push({
      timestamp: header.timestamp,
      marker: header.marker,
      payload,
    })) {
      this.#sentAtMs.set(digest(accessUnitOf(frame.nals)), performance.now());
      if (this.#sentAtMs.size > SENT_MAX) this.#sentAtMs.delete(this.#sentAtMs.keys().next().value ?? '');
    }
  }

  streamCount(): number {
    return this.#sink.streams().filter(({ videoFrames }) => videoFrames > 0).length;
  }

  startOver(): void {
    this.#latenciesMs = [];
    this.#gapsMs = [];
  }

  read(): ArrivalFigures {
    return {
      frames: this.#gapsMs.length,
      latencyMsP50: percentile(this.#latenciesMs, 0.5),
      latencyMsP95: percentile(this.#latenciesMs, 0.95),
      gapMsMax: Math.max(...this.#gapsMs),
    };
  }

  close(): void {
    this.#sink.server.close();
  }

  #onTag(streamName: string, tag: Uint8Array): void {
    const nowMs = performance.now();
    const sent = this.#sentAtMs.get(digest(tag.subarray(VIDEO_TAG_HEADER_BYTES)));
    if (sent !== undefined) this.#latenciesMs.push(nowMs - sent);
    this.#gapsMs.push(nowMs - (this.#lastTagMs.get(streamName) ?? nowMs));
    this.#lastTagMs.set(streamName, nowMs);
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('base64');
}
