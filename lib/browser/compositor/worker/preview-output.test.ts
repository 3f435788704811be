import { expect, it } from 'vitest';
import type { ProgramScene } from '@/lib/core/contract/scene-document';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { PreviewOutput } from './preview-output';
import type { Renderer } from './renderer';

const SCENE: ProgramScene = {
  rev: 1,
  document: newSceneDocument('solo'),
  feeds: [{ feedId: 'camera:a', seatId: 'a', kind: 'camera', role: 'host', name: 'A', live: true }],
  change: null,
};
const TIMING = { timestamp: 0, duration: 33_333 };

function open(write: () => Promise<void> = () => Promise.resolve()) {
  const seen = { rendered: 0, written: 0, closed: 0, feeds: [] as string[][] };
  const renderer: Pick<Renderer, 'render'> = {
    render: () => {
      seen.rendered += 1;
      return { close: () => (seen.closed += 1) } as unknown as VideoFrame;
    },
  };
  const preview = new PreviewOutput({
    size: { width: 640, height: 360 },
    renderer,
    writable: new WritableStream({
      write: () => {
        seen.written += 1;
        return write();
      },
    }),
    mayShow: () => true,
    serverNowMs: () => 0,
    onFeeds: (feedIds) => seen.feeds.push([...feedIds]),
  });
  return { preview, seen };
}

/** One second of a program at 30 frames a second. */
async function second(preview: PreviewOutput, startMs = 0): Promise<void> {
  for (let frame = 0; frame < 30; frame += 1) {
    preview.drawIfDue(startMs + (frame * 1000) / 30, TIMING);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

it('draws nothing before there is something to preview', async () => {
  const { preview, seen } = open();
  await second(preview);
  expect(seen.rendered).toBe(0);
});

it('draws every second frame of the program', async () => {
  const { preview, seen } = open();
  preview.put(SCENE);
  await second(preview);
  expect([seen.rendered, seen.written]).toEqual([15, 15]);
});

it('draws three pictures a second while the machine is short of time', async () => {
  const { preview, seen } = open();
  preview.put(SCENE);
  preview.shed(true);
  await second(preview);
  expect(seen.rendered).toBe(3);
});

it('stops when nobody looks, wants no feeds any more, and takes any revision after that', async () => {
  const { preview, seen } = open();
  preview.put({ ...SCENE, rev: 9 });
  preview.put(null);
  await second(preview);
  expect(seen.rendered).toBe(0);
  preview.put(SCENE);
  await second(preview, 1_000);
  expect(seen.rendered).toBe(15);
  expect(seen.feeds).toEqual([['camera:a'], [], ['camera:a']]);
});

it('never has more than one picture waiting for the page', async () => {
  const { preview, seen } = open(() => new Promise(() => undefined));
  preview.put(SCENE);
  await second(preview);
  expect(seen.rendered).toBe(1);
});

it('stops quietly when the page has stopped its track', async () => {
  const { preview, seen } = open(() => Promise.reject(new Error('stopped')));
  preview.put(SCENE);
  await second(preview);
  expect([seen.rendered, seen.closed]).toEqual([1, 1]);
});
