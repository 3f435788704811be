import { AudioLines, Film, ImageIcon, Type } from 'lucide-react';
import { assetThumbnailUrl, type AssetKind, type AssetView } from '@/lib/core/contract/asset';

const ICONS: Readonly<Record<AssetKind, typeof Film>> = {
  image: ImageIcon,
  video: Film,
  audio: AudioLines,
  font: Type,
};

/** What a file looks like in small: its thumbnail, or a symbol of its kind. Says nothing to screen readers. */
export function AssetPicture({ asset }: { asset: Pick<AssetView, 'assetId' | 'kind' | 'hasThumbnail'> }) {
  const Icon = ICONS[asset.kind];
  return (
    <span
      aria-hidden
      className="stage-ground grid aspect-video w-full place-items-center overflow-hidden rounded-sm"
    >
      {asset.hasThumbnail ? (
        // eslint-disable-next-line @next/next/no-img-element -- behind the session, made small by the server already
        <img
          src={assetThumbnailUrl(asset.assetId)}
          alt=""
          loading="lazy"
          className="size-full object-contain"
        />
      ) : (
        <Icon className="size-6 text-accent-text" strokeWidth={1.5} />
      )}
    </span>
  );
}
