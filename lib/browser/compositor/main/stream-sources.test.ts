import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StreamSources } from './stream-sources';

const newFrame = () => ({ close: vi.fn() }) as unknown as VideoFrame;
const TRACK = {} as MediaStreamTrack;

/** A track as the browser opens it: frames are made only for who asks, a clone for each stream. */
function openTrack() {
  const streams: { controller: ReadableStreamDefaultController<VideoFrame>; pulls: number }[] = [];
  const made: VideoFrame[] = [];
  const state = { cancelled: 0 };
  return {
    made,
    state,
    framesOf: () => {
      const stream = { pulls: 0 } as (typeof streams)[number];
      streams.push(stream);
      return new ReadableStream<VideoFrame>(
        {
          start: (controller) => void (stream.controller = controller),
          pull: () => void (stream.pulls += 1),
          cancel: () => {
            state.cancelled += 1;
            streams.splice(streams.indexOf(stream), 1);
          },
        },
        { highWaterMark: 0 },
      );
    },
    /** How many streams ask for a frame. */
    asking: () => streams.filter(({ pulls }) => pulls > 0).length,
    deliver: () => {
      // The newest first: which of two streams is served first is not said anywhere.
      for (const stream of [...streams].reverse()) {
        if (stream.pulls === 0) continue;
        stream.pulls -= 1;
        const frame = newFrame();
        made.push(frame);
        stream.controller.enqueue(frame);
      }
    },
    end: () => {
      for (const { controller } of streams) controller.close();
    },
  };
}

function setUp() {
  const track = openTrack();
  const handedOver: [string, ReadableStream<VideoFrame>][] = [];
  const sources = new StreamSources({
    framesOf: track.framesOf,
    handOver: (...one) => void handedOver.push(one),
  });
  return { track, handedOver, sources };
}

/** Everything that can go on without time passing has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
/** A frame of a camera that goes on is there for both of the streams that are open by then. */
async function deliverTo(track: ReturnType<typeof openTrack>, streams: number): Promise<void> {
  await until(() => track.asking() === streams);
  track.deliver();
}

/** Messages of a channel come when they come; a test that waits in vain runs into its own time. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await settle();
}
const isClosed = (frame: VideoFrame) => vi.mocked(frame.close).mock.calls.length === 1;

describe('streams that the worker gets', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('have their first frame in them, and nothing of the track is left open here', async () => {
    const { track, handedOver, sources } = setUp();
    sources.add('camera:a', TRACK);
    await deliverTo(track, 2);
    await until(() => handedOver.length === 1);
    const [feedId, readable] = handedOver[0]!;
    expect(feedId).toBe('camera:a');
    expect(track.made).toHaveLength(2);
    expect(track.made.filter(isClosed)).toHaveLength(1);
    const { value } = await readable.getReader().read();
    expect(track.made.filter((frame) => !isClosed(frame))).toEqual([value]);
    expect(track.state.cancelled).toBe(1);
  });

  it('are handed over empty when a track sends nothing for two seconds', async () => {
    const { track, handedOver, sources } = setUp();
    sources.add('camera:a', TRACK);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => handedOver.length === 1);
    await deliverTo(track, 2);
    await settle();
    expect(track.made.filter(isClosed)).toHaveLength(1);
    expect((await handedOver[0]![1].getReader().read()).value).toBe(track.made.find((one) => !isClosed(one)));
  });

  it.each([
    ['removed', (sources: StreamSources) => sources.remove('camera:a')],
    ['closed', (sources: StreamSources) => sources.close()],
  ])('are emptied instead when their source is %s first', async (_, end) => {
    const { track, handedOver, sources } = setUp();
    sources.add('camera:a', TRACK);
    end(sources);
    await vi.advanceTimersByTimeAsync(2_000);
    await deliverTo(track, 2);
    await until(() => track.state.cancelled === 2);
    expect(track.made.every(isClosed)).toBe(true);
    expect(handedOver).toEqual([]);
  });

  it('are those of the newest track of a feed', async () => {
    const { track, handedOver, sources } = setUp();
    sources.add('camera:a', TRACK);
    sources.add('camera:a', TRACK);
    await deliverTo(track, 4);
    await until(() => track.state.cancelled === 3);
    expect(handedOver).toHaveLength(1);
    expect(track.made.filter((frame) => !isClosed(frame))).toHaveLength(1);
  });

  it('are handed over at once when their track ends', async () => {
    const { track, handedOver, sources } = setUp();
    sources.add('camera:a', TRACK);
    await until(() => track.asking() === 2);
    track.end();
    await until(() => handedOver.length === 1);
    expect((await handedOver[0]![1].getReader().read()).done).toBe(true);
  });
});
