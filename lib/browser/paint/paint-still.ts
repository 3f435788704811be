import type { PictureBytes } from '@/lib/core/contract/realtime';

/** Paints a JPEG over the whole canvas, cut to its shape. What does not decode leaves the canvas as it was. */
export async function paintStill(canvas: HTMLCanvasElement, jpeg: PictureBytes): Promise<void> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }));
  } catch {
    // A guest's own doing: the server checks the frame of a picture, not every bit of it.
    return;
  }
  const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  canvas
    .getContext('2d')
    ?.drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  picture.close();
  canvas.dataset.painted = 'true';
}
