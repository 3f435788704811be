import type { AssetKind, AssetView } from '@/lib/core/contract/asset';
import type { UploadView } from '@/lib/browser/uploads/create-uploads';
import { formatBytes, formatDuration } from '../format-time';

export const KIND_FILTERS: readonly { kind: AssetKind | 'all'; label: string }[] = [
  { kind: 'all', label: 'All' },
  { kind: 'image', label: 'Images' },
  { kind: 'video', label: 'Video' },
  { kind: 'audio', label: 'Sound' },
  { kind: 'font', label: 'Fonts' },
];

/** `1920 × 1080 · 48 s · 12 MB` */
export function assetFactsText({ width, height, durationMs, bytes, kind, hasSound }: AssetView): string {
  return [
    width !== null && height !== null ? `${width} × ${height}` : null,
    durationMs !== null ? formatDuration(durationMs) : null,
    kind === 'video' && !hasSound ? 'no sound' : null,
    formatBytes(bytes),
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}

/** 0 to 100; 100 only when all is there. */
export function uploadPercent({ sentBytes, bytes }: Pick<UploadView, 'sentBytes' | 'bytes'>): number {
  if (bytes <= 0) return 0;
  return sentBytes >= bytes ? 100 : Math.min(99, Math.floor((100 * sentBytes) / bytes));
}

/** What an upload is doing, in words. */
export function uploadText(upload: UploadView): string {
  const share = `${uploadPercent(upload)} % of ${formatBytes(upload.bytes)}`;
  switch (upload.status) {
    case 'waiting':
      return 'Waits for the others';
    case 'sending':
      return share;
    case 'paused':
      return `Paused at ${share}`;
    case 'offline':
      return `No connection at ${share}. Goes on by itself.`;
    case 'checking':
      return 'The server checks the file';
    case 'done':
      return 'In the library';
    case 'failed':
      return upload.text;
    case 'interrupted':
      return 'Not finished. Choose the file again, and it goes on where it was.';
  }
}
