'use client';

import { MediaLibrary } from '@/components/shared/media/media-library';
import { PageHeader } from '@/components/shared/page-header';
import { useCan } from '@/components/shared/viewer';

export function MediaScreen() {
  const canManage = useCan('asset.manage');
  return (
    <>
      <PageHeader
        title="Media"
        text="Images, clips, sound and fonts that every show of the workspace can use."
      />
      <MediaLibrary canManage={canManage} />
    </>
  );
}
