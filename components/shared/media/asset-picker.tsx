'use client';

import { useQuery } from '@tanstack/react-query';
import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { LoadFailure } from '@/components/shared/load-failure';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import type { AssetKind, AssetView } from '@/lib/core/contract/asset';
import { AssetPicture } from './asset-picture';
import { assetFactsText } from './asset-text';

export interface AssetPickerProps {
  /** Of the button, such as "Image from the library". */
  label: string;
  kind: AssetKind;
  onChoose: (asset: AssetView) => void;
}

/** A button that opens the library's files of one kind, to choose one. */
export function AssetPicker({ label, kind, onChoose }: AssetPickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" className="self-start" onClick={() => setIsOpen(true)}>
        <FolderOpen aria-hidden />
        {label}
      </Button>
      {isOpen && (
        <Dialog isOpen onOpenChange={setIsOpen} title={label} width="large">
          <Choices
            kind={kind}
            onChoose={(asset) => {
              setIsOpen(false);
              onChoose(asset);
            }}
          />
        </Dialog>
      )}
    </>
  );
}

const NONE_TEXT: Readonly<Record<AssetKind, string>> = {
  image: 'No images in the library',
  video: 'No clips in the library',
  audio: 'No sound files in the library',
  font: 'No fonts in the library',
};

function Choices({ kind, onChoose }: Pick<AssetPickerProps, 'kind' | 'onChoose'>) {
  const trpc = useTRPC();
  const assets = useQuery(trpc.assets.list.queryOptions({}));
  const shown = assets.data?.filter((asset) => asset.kind === kind) ?? [];
  if (assets.isPending) return <Skeleton className="h-40 rounded-lg" />;
  if (assets.isError && !assets.data)
    return (
      <LoadFailure
        title="We couldn't load the library"
        error={assets.error}
        isRetrying={assets.isFetching}
        onRetry={() => void assets.refetch()}
      />
    );
  if (shown.length === 0)
    return (
      <EmptyState
        icon={<FolderOpen />}
        title={NONE_TEXT[kind]}
        text="Upload one under Media, then choose it here."
      />
    );
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-2.5">
      {shown.map((asset) => (
        <li key={asset.assetId} className="min-w-0">
          <button
            type="button"
            onClick={() => onChoose(asset)}
            className="flex w-full flex-col gap-1.5 rounded-md border border-line bg-surface-2 p-2 text-left hover:border-line-strong hover:bg-surface-3"
          >
            <AssetPicture asset={asset} />
            <span className="w-full truncate text-sm font-[600]">{asset.name}</span>
            <span className="w-full truncate text-xs text-ink-3 tabular-nums">{assetFactsText(asset)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
