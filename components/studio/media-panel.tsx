'use client';

import { useQuery } from '@tanstack/react-query';
import { MediaLibrary } from '@/components/shared/media/media-library';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { AssetActions } from './media/asset-actions';
import { CueList } from './media/cue-list';
import type { StudioAction } from './model/actions/studio-action';
import { useMay } from './studio-context';

/** The Media tab: what the show plays, and the workspace's files. */
export function MediaPanel({ actions }: { actions: StudioAction[] }) {
  const canManage = useMay('asset.manage');
  // The library's own query; a clip that has just come has no picture yet.
  const assets = useQuery(useTRPC().assets.list.queryOptions({}));
  const pictured = (assets.data ?? []).filter(({ hasThumbnail }) => hasThumbnail);
  return (
    <div className="flex flex-col gap-4">
      <CueList actions={actions} pictured={new Set(pictured.map(({ assetId }) => assetId))} />
      <MediaLibrary isNarrow canManage={canManage} actionOf={(asset) => <AssetActions asset={asset} />} />
    </div>
  );
}
