import { refuse, type Result } from '@/lib/core/contract/error-codes';
import { WAITING_PICTURE } from '@/lib/core/contract/limits';
import { checkJpeg } from '@/lib/core/picture/check-jpeg';

/** @returns the picture when it is a small baseline JPEG that every browser can be shown. */
export function checkStill(raw: unknown): Result<Uint8Array> {
  if (!Buffer.isBuffer(raw) || raw.length > WAITING_PICTURE.bytesMax) return NOT_A_PICTURE;
  const picture = checkJpeg(raw);
  if (!picture.ok || Math.max(picture.width, picture.height) > WAITING_PICTURE.sidePxMax)
    return NOT_A_PICTURE;
  return { ok: true, value: raw };
}

const NOT_A_PICTURE = refuse('invalid-input', 'This is not a picture that can be shown.');
