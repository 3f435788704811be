import type { AssetKind } from '@/lib/core/contract/asset';
import type { Result } from '@/lib/core/contract/error-codes';

/** What a checked file is, as it is stored. */
export interface AssetFacts {
  kind: AssetKind;
  contentType: string;
  bytes: number;
  sha256: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  hasSound: boolean;
  /** What is to be stored: the upload as it is, or the draft that was made from it. */
  stored: 'upload' | 'draft';
  hasThumbnail: boolean;
}

/** Paths, so that a file can be looked at in another thread. Drafts are written only for results that are ok. */
export interface InspectInput {
  upload: string;
  fileDraft: string;
  thumbnailDraft: string;
}

export type InspectResult = Result<AssetFacts>;

/** A picture for the grid from what somebody's browser made of a clip. */
export interface ThumbnailInput {
  picture: Uint8Array;
  thumbnailDraft: string;
}
