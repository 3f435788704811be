import { SCENE_PICTURE, WAITING_PICTURE } from '@/lib/core/contract/limits';
import type { ShowConnection } from '@/lib/browser/realtime/connect-show';

/** Of JPEG: a thumbnail is looked at from an arm's length, on a phone. */
const QUALITY = 0.7;

/** Sends thumbnails to the show's remotes, no faster than SCENE_PICTURE; one that comes too soon is left out. */
export function createScenePosts(
  connection: Pick<ShowConnection, 'showScene' | 'serverNowMs'>,
): (sceneId: string, canvas: HTMLCanvasElement) => void {
  let sentAtMs = -Infinity;
  return (sceneId, canvas) => {
    const nowMs = connection.serverNowMs();
    if (nowMs - sentAtMs < SCENE_PICTURE.everyMs) return;
    sentAtMs = nowMs;
    canvas.toBlob(
      (blob) => {
        if (!blob || blob.size > WAITING_PICTURE.bytesMax) return;
        void blob.arrayBuffer().then((bytes) => connection.showScene(sceneId, new Uint8Array(bytes)));
      },
      'image/jpeg',
      QUALITY,
    );
  };
}
