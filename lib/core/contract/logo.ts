import * as z from 'zod';
import { LIMITS } from './limits';

/** `#rrggbb`, lower or upper case. */
export const colorSchema = z.string().regex(/^#[0-9a-fA-F]{6}$/);

/**
 * An image by its URL: one that travels in the state (PNG, JPEG or WebP as a data URL, at most LIMITS.imageDataUrlBytes),
 * or a file of the media library (`assetUrl`), which members' browsers fetch. The fields that hold it are called `dataUrl`
 * since before there was a library; stored shows have them.
 */
export const imageDataUrlSchema = z
  .string()
  .max(LIMITS.imageDataUrlBytes)
  .regex(/^(data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+|\/api\/assets\/[A-Za-z0-9_-]{1,64})$/);

export const logoSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(40) }),
  z.object({ kind: z.literal('image'), dataUrl: imageDataUrlSchema }),
]);
export type Logo = z.infer<typeof logoSchema>;
