import { registerAacEncoder } from '@mediabunny/aac-encoder';
import { AudioSample, AudioSampleSource, MkvOutputFormat, NullTarget, Output } from 'mediabunny';
import { OpusDecoder } from 'opus-decoder';
import { fitSamples, stretchFor } from '@/gateway/core/timeline/fit-samples';
import { EncoderFeed } from './encoder-feed';
import type { AudioConfig, ProgramAudio } from './program-media';

/**
 * Opus packets in, AAC-LC frames out, on one sample count that never jumps back: holes become silence, overlap is cut.
 * Decoding is 0.1 ms a packet and happens here; the AAC encoder runs in a thread of its own (mediabunny's).
 */
export const AAC_KBPS = 128;
const SAMPLES_PER_MS = 48;
const AAC_FRAME_SAMPLES = 1024;
/** Clock rounding and jitter of a source that did not really stop: not worth a click. */
const TOLERANCE_SAMPLES = 5 * SAMPLES_PER_MS;
/** One write of silence; a longer hole is written in pieces. */
const SILENCE_CHUNK_SAMPLES = 960;
/** The most silence written at once: a machine that slept must not make hours of it. */
const SILENCE_MAX_SAMPLES = 5_000 * SAMPLES_PER_MS;
export interface AudioEncoderEvents {
  onConfig(config: AudioConfig): void;
  onFrame(frame: ProgramAudio): void;
  /** The encoder is beyond help: the worker must be replaced. */
  onFailed(error: unknown): void;
}

export class AudioEncoder {
  readonly #events: AudioEncoderEvents;
  readonly #decoder = new OpusDecoder({ channels: 2, forceStereo: true });
  readonly #output: Output;
  readonly #source: AudioSampleSource;
  readonly #feed: EncoderFeed;
  /** Next sample the encoder gets, on the program timeline; null before the first. */
  #position: number | null = null;
  #framesOut = 0;
  isReady = false;
  opusUndecodable = 0;

  constructor(events: AudioEncoderEvents) {
    this.#events = events;
    registerAacEncoder();
    this.#source = new AudioSampleSource({
      codec: 'aac',
      bitrate: AAC_KBPS * 1000,
      onEncodedPacket: (packet, meta) => this.#onPacket(packet.data, meta?.decoderConfig?.description),
    });
    // The output only drives the encoder; its container bytes go nowhere.
    this.#output = new Output({
      format: new MkvOutputFormat({ appendOnly: true }),
      target: new NullTarget(),
    });
    this.#output.addAudioTrack(this.#source);
    this.#feed = new EncoderFeed({
      encode: async (planar, firstSample) => {
        const sample = new AudioSample({
          data: planar,
          format: 'f32-planar',
          numberOfChannels: 2,
          sampleRate: 48_000,
          timestamp: firstSample / 48_000,
        });
        await this.#source.add(sample);
        sample.close();
      },
      onFailed: (error) => events.onFailed(error),
    });
    Promise.all([this.#decoder.ready, this.#output.start()]).then(
      () => {
        this.isReady = true;
      },
      (error: unknown) => events.onFailed(error),
    );
  }

  /** Sound thrown away since the encoder got no time of the processor, ms. */
  get droppedMs(): number {
    return this.#feed.droppedSamples / SAMPLES_PER_MS;
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
    this.#position ??= until;
    const jump = until - this.#position - SILENCE_MAX_SAMPLES;
    if (jump > 0) this.#position += jump;
    while (this.#position + SILENCE_CHUNK_SAMPLES <= until) {
      this.#write(new Float32Array(SILENCE_CHUNK_SAMPLES * 2), SILENCE_CHUNK_SAMPLES);
    }
  }

  #place(decodedLeft: Float32Array, decodedRight: Float32Array, target: number): void {
    this.#position ??= target;
    const gap = target - this.#position;
    // What clocks drift apart is stretched away, a sample now and then (TL5): the position stays within a few of the target.
    const stretch = Math.abs(gap) <= TOLERANCE_SAMPLES ? stretchFor(gap, decodedLeft.length) : 0;
    const left = fitSamples(decodedLeft, decodedLeft.length + stretch);
    const right = fitSamples(decodedRight, decodedRight.length + stretch);
    if (gap > TOLERANCE_SAMPLES) this.#writeSilence(gap);
    const skipped = gap < -TOLERANCE_SAMPLES ? Math.min(left.length, -gap) : 0;
    if (skipped >= left.length) return;
    const count = left.length - skipped;
    const planar = new Float32Array(count * 2);
    planar.set(left.subarray(skipped), 0);
    planar.set(right.subarray(skipped), count);
    this.#write(planar, count);
  }

  #writeSilence(samples: number): void {
    for (let left = samples; left > 0; left -= SILENCE_CHUNK_SAMPLES) {
      const count = Math.min(left, SILENCE_CHUNK_SAMPLES);
      this.#write(new Float32Array(count * 2), count);
    }
  }

  #write(planar: Float32Array<ArrayBuffer>, frames: number): void {
    const position = this.#position ?? 0;
    this.#position = position + frames;
    this.#feed.push(planar, position);
  }

  #onPacket(data: Uint8Array, description: AllowSharedBufferSource | undefined): void {
    if (description !== undefined) {
      const bytes = ArrayBuffer.isView(description)
        ? Buffer.from(description.buffer, description.byteOffset, description.byteLength)
        : Buffer.from(description);
      this.#events.onConfig({ audioSpecificConfig: Buffer.from(bytes), kbps: AAC_KBPS });
    }
    const sample = this.#feed.positionOf(this.#framesOut * AAC_FRAME_SAMPLES) - ENCODER_DELAY_SAMPLES;
    this.#framesOut += 1;
    this.#events.onFrame({
      timeMs: sample / SAMPLES_PER_MS,
      data: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    });
  }
}

/** The encoder's first frame is priming (one AAC frame of nothing); players of live streams do not skip it, so we place it early. */
const ENCODER_DELAY_SAMPLES = 1024;
