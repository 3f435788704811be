'use client';

import { AssetPicker } from '@/components/shared/media/asset-picker';
import { Select } from '@/components/ui/select';
import { assetThumbnailUrl } from '@/lib/core/contract/asset';
import type { Paint } from '@/lib/core/contract/scene-document';

/** A picture of the library behind the scene: which, and how it fills the frame. */
export function BackgroundImage({
  background,
  onChoose,
}: {
  background: Paint;
  onChoose: (background: Paint) => void;
}) {
  const image = background.kind === 'image' ? background : null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <AssetPicker
        label={image ? 'Another image' : 'Image from the library'}
        kind="image"
        onChoose={({ assetId }) => onChoose({ kind: 'image', assetId, fit: image?.fit ?? 'cover' })}
      />
      {image && (
        <>
          {/* eslint-disable-next-line @next/next/no-img-element -- behind the session, made small by the server already */}
          <img
            src={assetThumbnailUrl(image.assetId)}
            alt="The background"
            className="stage-ground h-9 w-16 rounded-sm object-contain"
          />
          <Select
            aria-label="How the image fills the frame"
            className="min-w-0 flex-1"
            value={image.fit}
            onChange={(event) =>
              onChoose({ ...image, fit: event.target.value === 'contain' ? 'contain' : 'cover' })
            }
          >
            <option value="cover">Fill the frame</option>
            <option value="contain">Show all of it</option>
          </Select>
        </>
      )}
    </div>
  );
}
