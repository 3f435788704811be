import type { Publisher } from './publisher';

/** Figures about the connected publisher, each over the last seconds. */
const WINDOW_MS = 2_000;

export class SourceMeter {
  #frameTimesMs: number[] = [];
  #lastKeyframeMs: number | null = null;
  #keyframeIntervalMs = 0;
  #resolutionChanges = 0;
  #bytes = { atMs: 0, video: 0, audio: 0 };
  #videoKbps = 0;
  #audioKbps = 0;

  noteFrame(timeMs: number, isKeyframe: boolean): void {
    this.#frameTimesMs.push(timeMs);
    while ((this.#frameTimesMs[0] ?? timeMs) < timeMs - WINDOW_MS) this.#frameTimesMs.shift();
    if (!isKeyframe) return;
    if (this.#lastKeyframeMs !== null) this.#keyframeIntervalMs = timeMs - this.#lastKeyframeMs;
    this.#lastKeyframeMs = timeMs;
  }

  noteResolutionChange(): void {
    this.#resolutionChanges += 1;
  }

  tick(nowMs: number, publisher: Pick<Publisher, 'videoBytes' | 'audioBytes'> | null): void {
    if (publisher === null || nowMs - this.#bytes.atMs < 1_000) return;
    const spanMs = nowMs - this.#bytes.atMs;
    this.#videoKbps = Math.max(0, ((publisher.videoBytes - this.#bytes.video) * 8) / spanMs);
    this.#audioKbps = Math.max(0, ((publisher.audioBytes - this.#bytes.audio) * 8) / spanMs);
    this.#bytes = { atMs: nowMs, video: publisher.videoBytes, audio: publisher.audioBytes };
    while ((this.#frameTimesMs[0] ?? nowMs) < nowMs - 2 * WINDOW_MS) this.#frameTimesMs.shift();
  }

  /** A new publisher's figures start over; so does its count of resolution changes. */
  reset(): void {
    this.#frameTimesMs = [];
    this.#lastKeyframeMs = null;
    this.#resolutionChanges = 0;
    this.#bytes = { ...this.#bytes, video: 0, audio: 0 };
  }

  read(): {
    fps: number;
    videoKbps: number;
    audioKbps: number;
    keyframeIntervalMs: number;
    resolutionChanges: number;
  } {
    const first = this.#frameTimesMs[0];
    const last = this.#frameTimesMs.at(-1);
    const spanMs = first === undefined || last === undefined ? 0 : last - first;
    return {
      fps: spanMs <= 0 ? 0 : Math.round(((this.#frameTimesMs.length - 1) * 10_000) / spanMs) / 10,
      videoKbps: Math.round(this.#videoKbps),
      audioKbps: Math.round(this.#audioKbps),
      keyframeIntervalMs: Math.round(this.#keyframeIntervalMs),
      resolutionChanges: this.#resolutionChanges,
    };
  }
}
