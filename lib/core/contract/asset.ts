import { z } from 'zod';

export const assetKindSchema = z.enum(['image', 'video', 'audio', 'font']);
export type AssetKind = z.infer<typeof assetKindSchema>;
/** A file of the workspace's library, as every studio may know it. */
export interface AssetView {
  assetId: string;
  kind: AssetKind;
  name: string;
  contentType: string;
  bytes: number;
  /** hex */
  sha256: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  hasSound: boolean;
  createdAtMs: number;
  /** Someone's preview of it exists. */
  hasThumbnail: boolean;
}
/** session cookie, members only, Range, immutable */
export const assetUrl = (assetId: string): string => `/api/assets/${assetId}`;
export const assetThumbnailUrl = (assetId: string): string => `/api/assets/${assetId}/thumbnail`;
