import { describe, expect, it } from 'vitest';
import { needsVisiblePage, needsWorkerFacts, planMediaPath, readPageFacts } from './media-path';

class Canvas {
  captureStream(): void {
    /* Its presence is what counts. */
  }
}
const everywhere = { Worker: 1, OffscreenCanvas: 1, VideoFrame: 1, HTMLCanvasElement: Canvas };
const chrome = { ...everywhere, MediaStreamTrackProcessor: 1, MediaStreamTrackGenerator: 1 };
const both = { opensTracks: true, makesTracks: true };
const none = { opensTracks: false, makesTracks: false };

describe('the way of pictures', () => {
  it.each([
    ['Chrome', chrome, null, { input: 'streams', output: 'generator-main' }],
    ['Safari', everywhere, both, { input: 'tracks', output: 'generator-worker' }],
    ['Firefox', everywhere, none, { input: 'elements', output: 'canvas' }],
    [
      'a worker that opens tracks and makes none',
      everywhere,
      { opensTracks: true, makesTracks: false },
      { input: 'tracks', output: 'canvas' },
    ],
    [
      'a page that opens tracks beside a worker that makes them',
      { ...everywhere, MediaStreamTrackProcessor: 1 },
      { opensTracks: false, makesTracks: true },
      { input: 'streams', output: 'generator-worker' },
    ],
  ] as const)('of %s', (_name, page, worker, path) => {
    expect(planMediaPath(readPageFacts(page), worker)).toEqual(path);
  });

  it('leads through the page, which must then be seen, only where nothing else does', () => {
    expect(needsVisiblePage({ input: 'streams', output: 'generator-main' })).toBe(false);
    expect(needsVisiblePage({ input: 'tracks', output: 'generator-worker' })).toBe(false);
    expect(needsVisiblePage({ input: 'tracks', output: 'canvas' })).toBe(true);
    expect(needsVisiblePage({ input: 'elements', output: 'canvas' })).toBe(true);
  });

  it('asks the worker only where the page cannot do it all', () => {
    expect(needsWorkerFacts(readPageFacts(chrome))).toBe(false);
    expect(needsWorkerFacts(readPageFacts(everywhere))).toBe(true);
  });

  it('names what is missing, and what to do', () => {
    expect(readPageFacts({ Worker: 1 }).missing).toEqual([
      'drawing in a worker (OffscreenCanvas)',
      'raw video frames (WebCodecs)',
    ]);
    const noTrack = readPageFacts({ ...everywhere, HTMLCanvasElement: class {} });
    expect(() => planMediaPath(noTrack, none)).toThrow(
      'it lacks making a video track. Open the studio in a current Chrome, Edge, Firefox or Safari.',
    );
  });
});
