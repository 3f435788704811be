import { OpusDecoder } from 'opus-decoder';
import { aacFrameTag } from '@/gateway/core/flv/flv-tags';
import { fitSamples, stretchFor } from '@/gateway/core/timeline/fit-samples';
import { AAC_FRAME_SAMPLES, AacEncoder } from './aac-encoder';
import type { AacPacket } from './aac-encoder';
import type { AudioConfig, ProgramAudio } from './program-media';

/**
 * Opus packets in, AAC-LC frames out, on one sample count that never jumps back: holes become silence, overlap is cut.
 * Both codecs are WASM in this thread: 0.1 ms to decode a packet of 20 ms, 0.3 ms to encode a frame of 21 ms.
 */
export const AAC_KBPS = 128;
const SAMPLES_PER_MS = 48;
/** Clock rounding and jitter of a source that did not really stop: not worth a click. */
const TOLERANCE_SAMPLES = 5 * SAMPLES_PER_MS;
/** The most silence written at once, 12 ms of work: a machine that slept must not make hours of it. */
const SILENCE_MAX_SAMPLES = 5_000 * SAMPLES_PER_MS;
/** Silence up to a time is written in whole pieces of 20 ms: what is younger may still come. */
const SILENCE_CHUNK_SAMPLES = 20 * SAMPLES_PER_MS;

export interface AudioEncoderEvents {
  onConfig(config: AudioConfig): void;
  onFrame(frame: ProgramAudio): void;
  /** The encoder is beyond help: the worker must be replaced. */
  onFailed(error: unknown): void;
}

export class AudioEncoder {
  readonly #events: AudioEncoderEvents;
  readonly #decoder = new OpusDecoder({ channels: 2, forceStereo: true });
  /** Null until it is loaded, and again after it failed. */
  #encoder: AacEncoder | null = null;
  /** The frame that is being filled, left and right in turn. */
  readonly #frame = new Float32Array(AAC_FRAME_SAMPLES * 2);
  #frameFilled = 0;
  /** Next sample the encoder gets, on the program timeline; null before the first. */
  #position: number | null = null;
  opusUndecodable = 0;

  constructor(events: AudioEncoderEvents) {
    this.#events = events;
    Promise.all([AacEncoder.load(AAC_KBPS * 1000), this.#decoder.ready]).then(
      ([encoder]) => {
        this.#encoder = encoder;
        events.onConfig({ audioSpecificConfig: encoder.audioSpecificConfig, kbps: AAC_KBPS });
      },
      (error: unknown) => events.onFailed(error),
    );
  }

  /** Sound before that is thrown away: the codecs load in some 20 ms. */
  get isReady(): boolean {
    return this.#encoder !== null;
  }

  /** End of what was written, in program ms; null before the first sample. */
  get endMs(): number | null {
    return this.#position === null ? null : this.#position / SAMPLES_PER_MS;
  }

  /** @param timeMs - program time of the packet's first sample. */
  pushOpus(packet: Uint8Array, timeMs: number): void {
    if (!this.isReady) return;
    const decoded = this.#decoder.decodeFrame(packet);
    const [left, right] = decoded.channelData;
    if (decoded.errors.length > 0) this.opusUndecodable += 1;
    if (left === undefined || left.length === 0) return;
    this.#place(left, right ?? left, Math.round(timeMs * SAMPLES_PER_MS));
  }

  /** Writes silence up to a program time: the source is absent or quiet for good. */
  fillSilence(untilMs: number): void {
    if (!this.isReady) return;
    const until = Math.round(untilMs * SAMPLES_PER_MS);
    const missing = until - (this.#position ?? until);
    this.#writeSilence(until - (missing % SILENCE_CHUNK_SAMPLES));
  }

  #place(decodedLeft: Float32Array, decodedRight: Float32Array, target: number): void {
    const gap = target - (this.#position ??= target);
    // What clocks drift apart is stretched away, a sample now and then (TL5): the position stays within a few of the target.
    const stretch = Math.abs(gap) <= TOLERANCE_SAMPLES ? stretchFor(gap, decodedLeft.length) : 0;
    const left = fitSamples(decodedLeft, decodedLeft.length + stretch);
    const right = fitSamples(decodedRight, decodedRight.length + stretch);
    if (gap > TOLERANCE_SAMPLES) this.#writeSilence(target);
    const skipped = gap < -TOLERANCE_SAMPLES ? Math.min(left.length, -gap) : 0;
    this.#write(left.length - skipped, left.subarray(skipped), right.subarray(skipped));
  }

  #writeSilence(until: number): void {
    this.#position ??= until;
    const jump = until - this.#position - SILENCE_MAX_SAMPLES;
    if (jump > 0) {
      // Between two frames: what is in the frame already stays where it belongs.
      this.#write(AAC_FRAME_SAMPLES - this.#frameFilled);
      this.#position += jump;
    }
    this.#write(until - this.#position);
  }

  /** @param samples - of each channel; 0 or less writes nothing. Without channels it is silence. */
  #write(samples: number, left?: Float32Array, right?: Float32Array): void {
    const frame = this.#frame;
    for (let written = 0; written < samples;) {
      const count = Math.min(samples - written, AAC_FRAME_SAMPLES - this.#frameFilled);
      const at = this.#frameFilled * 2;
      if (left === undefined || right === undefined) frame.fill(0, at, at + count * 2);
      else interleave(frame.subarray(at), left.subarray(written), right.subarray(written), count);
      written += count;
      this.#frameFilled += count;
      this.#position = (this.#position ?? 0) + count;
      if (this.#frameFilled === AAC_FRAME_SAMPLES) this.#encodeFrame(this.#position - AAC_FRAME_SAMPLES);
    }
  }

  #encodeFrame(position: number): void {
    this.#frameFilled = 0;
    let packets: AacPacket[] = [];
    try {
      packets = this.#encoder?.encode(this.#frame, position) ?? [];
    } catch (error) {
      this.#encoder = null;
      this.#events.onFailed(error);
    }
    for (const { position: sample, data } of packets)
      this.#events.onFrame({ timeMs: sample / SAMPLES_PER_MS, data, flvTag: aacFrameTag(data) });
  }
}

function interleave(into: Float32Array, left: Float32Array, right: Float32Array, count: number): void {
  for (let index = 0; index < count; index += 1) {
    into[index * 2] = left[index] ?? 0;
    into[index * 2 + 1] = right[index] ?? 0;
  }
}
