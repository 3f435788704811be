import { describe, expect, it, vi } from 'vitest';
import { makeTrack, openTrack, readWorkerFacts } from './worker-media';

/** Stands for a track that may leave its worker, as far as a structured clone can tell. */
const transferable = () => new MessageChannel().port1 as unknown as MediaStreamTrack;

function generatorOf(newTrack: () => MediaStreamTrack) {
  return class {
    readonly track = newTrack();
    readonly writable = new WritableStream<VideoFrame>();
  };
}

function processorOf(frames: string[], inits: object[] = []) {
  return class {
    readonly readable = new ReadableStream({
      pull: (controller) => {
        const frame = frames.shift();
        if (frame === undefined) controller.close();
        else controller.enqueue(frame);
      },
    });
    constructor(init: object) {
      inits.push(init);
    }
  } as unknown as typeof MediaStreamTrackProcessor;
}

describe('what a worker can do with tracks', () => {
  it.each([
    ['Chrome, Firefox', {}, { opensTracks: false, makesTracks: false }],
    [
      'Safari',
      { MediaStreamTrackProcessor: processorOf([]), VideoTrackGenerator: generatorOf(transferable) },
      { opensTracks: true, makesTracks: true },
    ],
    [
      'one whose tracks cannot leave it',
      { VideoTrackGenerator: generatorOf(() => (() => undefined) as unknown as MediaStreamTrack) },
      { opensTracks: false, makesTracks: false },
    ],
  ])('%s', (_name, scope, facts) => {
    expect(readWorkerFacts(scope)).toEqual(facts);
  });

  it('reads a track that came here, and ends it with the last reader', async () => {
    const inits: object[] = [];
    const track = { stop: vi.fn() } as unknown as MediaStreamTrack;
    const scope = { MediaStreamTrackProcessor: processorOf(['one', 'two'], inits) };
    const reader = openTrack(scope, track).getReader();
    expect(await reader.read()).toEqual({ done: false, value: 'one' });
    expect(inits).toEqual([{ track, maxBufferSize: 1 }]);
    expect(track.stop).not.toHaveBeenCalled();
    await reader.cancel();
    expect(track.stop).toHaveBeenCalledOnce();
  });

  it('ends the stream with the track', async () => {
    const scope = { MediaStreamTrackProcessor: processorOf([]) };
    const reader = openTrack(scope, { stop: vi.fn() } as unknown as MediaStreamTrack).getReader();
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  });

  it('refuses what it cannot do', () => {
    expect(() => makeTrack({})).toThrow('makes no tracks');
    expect(() => openTrack({}, { stop: vi.fn() } as unknown as MediaStreamTrack)).toThrow('opens no tracks');
  });
});
