import { LIMITS } from '@/lib/core/contract/limits';

export type FittedImage =
  | { status: 'ok'; dataUrl: string; isReduced: boolean }
  /** User text. */
  | { status: 'refused'; reason: string };

/** Of a picture that covers the program; more would be scaled down anyway. */
const SIDE_PX_MAX = 1_280;
/** As bytes of a data URL are base64: three of the file are four of it, and a head of some 25. */
const FILE_BYTES_MAX = Math.floor(((LIMITS.imageDataUrlBytes - 64) * 3) / 4);
const QUALITIES = [0.9, 0.75, 0.6, 0.45];
const TYPES = ['image/png', 'image/jpeg', 'image/webp'];
/** Larger files are not read at all: they would be decoded into memory first. */
const SOURCE_BYTES_MAX = 40 * 1024 * 1024;

/**
 * Reads an image as a data URL that a show may carry: as it is when it is small enough, else scaled to the program and
 * compressed again. The bytes decide what it is, not the name of the file.
 */
export async function fitImage(file: File): Promise<FittedImage> {
  if (file.size > SOURCE_BYTES_MAX) return refused('This file is larger than 40 MB. Choose a smaller image.');
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return refused('This file is no image that can be shown. Choose a PNG, JPEG or WebP file.');
  try {
    if (file.size <= FILE_BYTES_MAX && TYPES.includes(file.type)) {
      return { status: 'ok', dataUrl: await readDataUrl(file), isReduced: false };
    }
    for (const side of [SIDE_PX_MAX, SIDE_PX_MAX / 2]) {
      for (const quality of QUALITIES) {
        const blob = await compress(bitmap, side, quality);
        if (blob.size <= FILE_BYTES_MAX)
          return { status: 'ok', dataUrl: await readDataUrl(blob), isReduced: true };
      }
    }
    return refused('This image cannot be made small enough. Use one with fewer details, below 140 kB.');
  } finally {
    bitmap.close();
  }
}

const refused = (reason: string): FittedImage => ({ status: 'refused', reason });

/** WebP keeps transparency; a browser that cannot write it answers PNG. */
function compress(bitmap: ImageBitmap, sidePxMax: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, sidePxMax / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/webp', quality });
}

function readDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read.'));
    reader.readAsDataURL(blob);
  });
}
