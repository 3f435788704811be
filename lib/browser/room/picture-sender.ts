import { WAITING_PICTURE } from '@/lib/core/contract/limits';
import { createStillCamera, type StillCamera } from '../devices/still-camera';

/** Shows a waiting guest to the producers: a still every WAITING_PICTURE.everyMs while there is a camera to show. */
export interface PictureSender {
  /** `null` stops at once: no picture leaves after it. */
  show(track: MediaStreamTrack | null): void;
}

/** A camera needs a moment for its first picture; producers should not wait a whole round for it. */
const FIRST_TRY_MS = 250;

export function createPictureSender(
  send: (jpeg: Uint8Array) => void,
  openCamera: (track: MediaStreamTrack) => StillCamera = createStillCamera,
): PictureSender {
  let shown: { track: MediaStreamTrack; stop: () => void } | null = null;

  const start = (track: MediaStreamTrack) => {
    const camera = openCamera(track);
    let isStopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const round = async () => {
      const jpeg = await camera.take();
      if (isStopped) return;
      if (jpeg) send(jpeg);
      timer = setTimeout(() => void round(), jpeg ? WAITING_PICTURE.everyMs : FIRST_TRY_MS);
    };
    void round();
    return () => {
      isStopped = true;
      clearTimeout(timer);
      camera.close();
    };
  };

  return {
    show: (track) => {
      if (track === (shown?.track ?? null)) return;
      shown?.stop();
      shown = track && { track, stop: start(track) };
    },
  };
}
