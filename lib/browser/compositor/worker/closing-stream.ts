/**
 * The same frames, in a stream that may be cancelled at any time: a frame that is on its way then is waited for and
 * closed. Chromium makes a frame for whoever reads and hands it over a task later; of one whose stream was cancelled
 * in between it says only, when it is collected, that nobody closed it.
 *
 * @param onCancel - at once, before the frame that is on its way.
 */
export function closingStream(
  readable: ReadableStream<VideoFrame>,
  onCancel: () => void = () => undefined,
): ReadableStream<VideoFrame> {
  const reader = readable.getReader();
  let isReading = false;
  let isCancelled = false;
  const leave = (): void => {
    reader.cancel().catch(() => {
      /* The stream was already closed or broken: there is nothing left to cancel. */
    });
  };
  return new ReadableStream<VideoFrame>(
    {
      pull: async (controller) => {
        isReading = true;
        const { done, value } = await reader.read().finally(() => (isReading = false));
        if (isCancelled) {
          value?.close();
          leave();
        } else if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => {
        isCancelled = true;
        onCancel();
        if (!isReading) leave();
      },
    },
    { highWaterMark: 0 },
  );
}
