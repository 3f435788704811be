import { WAITING_PICTURE } from '@/lib/core/contract/limits';

/** Takes small still pictures of a camera. */
export interface StillCamera {
  /** @returns a baseline JPEG within WAITING_PICTURE, or null when there is no picture now. Never rejects. */
  take(): Promise<Uint8Array | null>;
  close(): void;
}

/** Width of a still, in pixels: a tile of 186 at twice its density, less than WAITING_PICTURE.sidePxMax when upright. */
const WIDTH_PX = 320;
/** From good to just recognisable: a noisy camera in the dark makes the largest files. */
const QUALITIES = [0.65, 0.4, 0.2] as const;

/** Draws the track through a video element of its own, since ImageCapture is missing in Firefox and Safari. */
export function createStillCamera(track: MediaStreamTrack): StillCamera {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  // Autoplay of a silent video is always allowed; a camera that ends at once rejects, and then there is no picture.
  video.play().catch(() => undefined);
  const canvas = document.createElement('canvas');
  return {
    take: async () => {
      const { videoWidth, videoHeight } = video;
      if (videoWidth === 0 || videoHeight === 0 || track.readyState !== 'live') return null;
      const scale = Math.min(WIDTH_PX / videoWidth, WAITING_PICTURE.sidePxMax / videoHeight, 1);
      canvas.width = Math.max(1, Math.round(videoWidth * scale));
      canvas.height = Math.max(1, Math.round(videoHeight * scale));
      canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
      for (const quality of QUALITIES) {
        const blob = await new Promise<Blob | null>((resolve) =>
          canvas.toBlob(resolve, 'image/jpeg', quality),
        );
        if (blob && blob.size <= WAITING_PICTURE.bytesMax) return new Uint8Array(await blob.arrayBuffer());
      }
      return null;
    },
    close: () => {
      video.srcObject = null;
    },
  };
}
