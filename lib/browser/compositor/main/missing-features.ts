/** What the studio needs from a browser and under which name people know it. Detected, never guessed from the agent. */
const NEEDED = {
  MediaStreamTrackProcessor: 'reading camera frames (MediaStreamTrackProcessor)',
  MediaStreamTrackGenerator: 'making a video track (MediaStreamTrackGenerator)',
  OffscreenCanvas: 'drawing in a worker (OffscreenCanvas)',
  VideoFrame: 'raw video frames (WebCodecs)',
  Worker: 'workers',
} as const;

/** @returns names of what is missing; empty when the compositor can run. */
export function missingFeatures(browser: object): string[] {
  return Object.entries(NEEDED).flatMap(([feature, name]) => (feature in browser ? [] : [name]));
}

/** Shown to the producer as it is: says what is missing and what to do. */
export class UnsupportedBrowserError extends Error {
  readonly missing: readonly string[];

  constructor(missing: readonly string[]) {
    super(
      `This browser cannot produce a show: it lacks ${missing.join(', ')}. Open the studio in Chrome or Edge 94 or later. Guests can keep using this browser.`,
    );
    this.name = 'UnsupportedBrowserError';
    this.missing = missing;
  }
}
