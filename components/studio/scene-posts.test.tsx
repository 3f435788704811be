import { expect, it, vi } from 'vitest';
import { SCENE_PICTURE, WAITING_PICTURE } from '@/lib/core/contract/limits';
import { createScenePosts } from './scene-posts';

/** jsdom draws nothing: a canvas that becomes a file of so many bytes. */
const canvasOf = (bytes: number) =>
  ({
    toBlob: (give: BlobCallback) => give(new Blob([new Uint8Array(bytes)])),
  }) as HTMLCanvasElement;

it('sends a thumbnail as often as remotes may have one, and none that the server would refuse', async () => {
  let nowMs = 0;
  const showScene = vi.fn();
  const post = createScenePosts({ showScene, serverNowMs: () => nowMs });
  post('a', canvasOf(100));
  await expect.poll(() => showScene.mock.calls.length).toBe(1);
  post('b', canvasOf(100));
  nowMs += SCENE_PICTURE.everyMs;
  post('c', canvasOf(WAITING_PICTURE.bytesMax + 1));
  nowMs += SCENE_PICTURE.everyMs;
  post('d', canvasOf(100));
  await expect.poll(() => showScene.mock.calls.length).toBe(2);
  expect(showScene.mock.calls.map(([sceneId]: string[]) => sceneId)).toEqual(['a', 'd']);
});
