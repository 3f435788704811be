import { describe, expect, it, vi } from 'vitest';
import { closingStream } from './closing-stream';

const newFrame = () => ({ close: vi.fn() }) as unknown as VideoFrame;

/** Everything that can go on by itself has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** As the browser's: frames come when they come, and one that comes after the end is lost. */
function source() {
  const state = { isCancelled: false };
  let controller: ReadableStreamDefaultController<VideoFrame> | null = null;
  const readable = new ReadableStream<VideoFrame>(
    {
      start: (started) => void (controller = started),
      cancel: () => void (state.isCancelled = true),
    },
    { highWaterMark: 0 },
  );
  return {
    readable,
    state,
    deliver: (frame: VideoFrame) => controller?.enqueue(frame),
    end: () => controller?.close(),
  };
}

describe('frames of a stream that may be cancelled at any time', () => {
  it('are those of the stream, and end with it', async () => {
    const from = source();
    const reader = closingStream(from.readable).getReader();
    const frame = newFrame();
    const read = reader.read();
    from.deliver(frame);
    expect((await read).value).toBe(frame);
    expect(frame.close).not.toHaveBeenCalled();
    from.end();
    expect((await reader.read()).done).toBe(true);
  });

  it('are closed when they come after the end, and only then the stream is left', async () => {
    const from = source();
    const onCancel = vi.fn();
    const reader = closingStream(from.readable, onCancel).getReader();
    const read = reader.read();
    await settle();
    await reader.cancel();
    expect(onCancel).toHaveBeenCalledOnce();
    expect((await read).done).toBe(true);
    expect(from.state.isCancelled).toBe(false);
    const late = newFrame();
    from.deliver(late);
    await settle();
    expect(from.state.isCancelled).toBe(true);
    expect(late.close).toHaveBeenCalledOnce();
  });

  it('leave the stream at once when nobody reads', async () => {
    const from = source();
    const reader = closingStream(from.readable).getReader();
    await reader.cancel();
    expect(from.state.isCancelled).toBe(true);
  });

  it('may end while their end is waited for', async () => {
    const from = source();
    const reader = closingStream(from.readable).getReader();
    const read = reader.read();
    await settle();
    await reader.cancel();
    from.end();
    expect((await read).done).toBe(true);
  });
});
