import { expect, it } from 'vitest';
import { MonitorTap } from './monitor-tap';

/** A frame that counts its copies, and what is open of them. */
function countedFrame() {
  const counts = { copies: 0, closed: 0 };
  const frame = {
    clone: () => {
      counts.copies += 1;
      return { close: () => (counts.closed += 1) };
    },
  } as unknown as VideoFrame;
  return { frame, counts };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

it('shows the page every second frame, as copies: the program keeps its own', async () => {
  const { frame, counts } = countedFrame();
  const seen: unknown[] = [];
  const tap = new MonitorTap(new WritableStream({ write: (chunk) => void seen.push(chunk) }), 2);
  for (let index = 0; index < 6; index += 1) {
    tap.offer(frame);
    await settle();
  }
  expect(counts.copies).toBe(3);
  expect(seen).toHaveLength(3);
});

it('makes no copies that nobody takes', async () => {
  const { frame, counts } = countedFrame();
  const tap = new MonitorTap(new WritableStream({ write: () => new Promise(() => undefined) }), 1);
  for (let index = 0; index < 30; index += 1) tap.offer(frame);
  await settle();
  expect(counts.copies).toBe(1);
});

it('stops quietly when the page has stopped its track', async () => {
  const { frame, counts } = countedFrame();
  const tap = new MonitorTap(new WritableStream({ write: () => Promise.reject(new Error('stopped')) }), 1);
  tap.offer(frame);
  await settle();
  tap.offer(frame);
  await settle();
  expect(counts).toEqual({ copies: 1, closed: 1 });
});
