'use client';

import { MediaLibrary } from '@/components/shared/media/media-library';
import { AssetActions } from './media/asset-actions';
import { CueList } from './media/cue-list';
import type { StudioAction } from './model/actions/studio-action';
import { useMay } from './studio-context';

/** The Media tab: what the show plays, and the workspace's files. */
export function MediaPanel({ actions }: { actions: StudioAction[] }) {
  const canManage = useMay('asset.manage');
  return (
    <div className="flex flex-col gap-4">
      <CueList actions={actions} />
      <MediaLibrary isNarrow canManage={canManage} actionOf={(asset) => <AssetActions asset={asset} />} />
    </div>
  );
}
