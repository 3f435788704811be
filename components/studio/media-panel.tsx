'use client';

import { MediaLibrary } from '@/components/shared/media/media-library';
import { useMay } from './studio-context';

/** The Media tab: what the show plays, and the workspace's files. */
export function MediaPanel() {
  const canManage = useMay('asset.manage');
  return (
    <div className="flex flex-col gap-4">
      <MediaLibrary isNarrow canManage={canManage} />
    </div>
  );
}
