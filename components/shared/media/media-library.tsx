'use client';

import { useQuery } from '@tanstack/react-query';
import { FolderOpen, Upload as UploadIcon } from 'lucide-react';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { LoadFailure } from '@/components/shared/load-failure';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { EmptyState } from '@/components/ui/empty-state';
import { Eyebrow } from '@/components/ui/eyebrow';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { ASSET_EXTENSIONS, TAKEN_TYPES_TEXT } from '@/lib/core/asset/asset-types';
import type { AssetKind, AssetView } from '@/lib/core/contract/asset';
import { AssetCard } from './asset-card';
import { KIND_FILTERS } from './asset-text';
import { UploadRow } from './upload-row';
import { useUploadList, useUploads } from './uploads-context';

export interface MediaLibraryProps {
  canManage: boolean;
  /** What the page around does with a file. */
  actionOf?: (asset: AssetView) => ReactNode;
  /** Narrow: beside a monitor. */
  isNarrow?: boolean;
}

const ACCEPT = ASSET_EXTENSIONS.map((extension) => `.${extension}`).join(',');
const NO_MANAGE_TEXT = 'Producers, admins and owners can upload files.';

/** The workspace's files, and those on their way to it: by button, or dropped anywhere on it. */
export function MediaLibrary({ canManage, actionOf, isNarrow = false }: MediaLibraryProps) {
  const trpc = useTRPC();
  const assets = useQuery(trpc.assets.list.queryOptions({}));
  const [kind, setKind] = useState<AssetKind | 'all'>('all');
  const chooser = useRef<HTMLInputElement>(null);
  const uploads = useUploads();
  const list = useUploadList(uploads);
  const drop = useDrop(canManage && uploads !== null, (files) => uploads?.add(files));
  const choose = () => chooser.current?.click();
  const shown = assets.data?.filter((asset) => kind === 'all' || asset.kind === kind) ?? [];
  return (
    <section
      aria-label="Media library"
      {...drop.handlers}
      className={classNames(
        'flex flex-col gap-3 rounded-lg',
        drop.isOver && 'outline-2 outline-offset-4 outline-accent-text outline-dashed',
      )}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        {isNarrow ? <Eyebrow>Library</Eyebrow> : <KindFilter kind={kind} onChange={setKind} />}
        <Button
          size={isNarrow ? 'small' : 'default'}
          variant="primary"
          reason={canManage ? null : NO_MANAGE_TEXT}
          onClick={choose}
        >
          <UploadIcon aria-hidden />
          Upload files
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={ACCEPT}
          aria-label="Files to upload"
          onChange={(event) => {
            uploads?.add([...(event.target.files ?? [])]);
            // The same file may be chosen again.
            event.target.value = '';
          }}
        />
      </div>
      {isNarrow && <KindFilter kind={kind} onChange={setKind} />}
      {uploads && list.length > 0 && (
        <ul aria-label="Uploads" className="divide-y divide-line rounded-md border border-line bg-surface-2">
          {list.map((upload) => (
            <UploadRow key={upload.uploadId} upload={upload} uploads={uploads} onChoose={choose} />
          ))}
        </ul>
      )}
      <UploadAnnouncer list={list} />
      {assets.isPending && <Skeleton className="h-40 rounded-lg" />}
      {assets.isError && !assets.data && (
        <LoadFailure
          title="We couldn't load the library"
          error={assets.error}
          isRetrying={assets.isFetching}
          onRetry={() => void assets.refetch()}
        />
      )}
      {assets.data && shown.length === 0 && (
        <EmptyState
          icon={<FolderOpen />}
          title={assets.data.length === 0 ? 'No files yet' : 'No files of this kind'}
          text={canManage ? `Upload files, or drop them here. ${TAKEN_TYPES_TEXT}` : NO_MANAGE_TEXT}
          action={canManage && <Button onClick={choose}>Choose files</Button>}
        />
      )}
      {shown.length > 0 && (
        <ul
          aria-label="Files"
          className={classNames(
            'grid gap-2.5',
            'grid-cols-2',
            !isNarrow && 'sm:grid-cols-[repeat(auto-fill,minmax(190px,1fr))]',
          )}
        >
          {shown.map((asset) => (
            <AssetCard key={asset.assetId} asset={asset} canManage={canManage} action={actionOf?.(asset)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function KindFilter({
  kind,
  onChange,
}: {
  kind: AssetKind | 'all';
  onChange: (kind: AssetKind | 'all') => void;
}) {
  return (
    <div role="group" aria-label="Show" className="flex flex-wrap gap-1">
      {KIND_FILTERS.map((filter) => (
        <button
          key={filter.kind}
          type="button"
          aria-pressed={kind === filter.kind}
          onClick={() => onChange(filter.kind)}
          className="h-7 rounded-full border border-transparent px-2.5 text-sm text-ink-2 hover:bg-surface-3 aria-pressed:border-line-strong aria-pressed:bg-surface-3 aria-pressed:text-ink-1 touch:h-11"
        >
          {filter.label}
        </button>
      ))}
    </div>
  );
}

/** Beginnings and endings are said, percentages are not. */
function UploadAnnouncer({ list }: { list: ReturnType<typeof useUploadList> }) {
  const ended = list.filter(({ status }) => status === 'done' || status === 'failed').at(-1);
  return (
    <p role="status" className="sr-only">
      {ended &&
        (ended.status === 'failed'
          ? `${ended.fileName} was not uploaded. ${ended.text}`
          : `${ended.fileName} is in the library.`)}
    </p>
  );
}

/** Files that are dragged over, and dropped. Other drags (scenes, people) pass. */
function useDrop(isEnabled: boolean, onFiles: (files: File[]) => void) {
  const [isOver, setIsOver] = useState(false);
  const hasFiles = (event: DragEvent): boolean => isEnabled && event.dataTransfer.types.includes('Files');
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
      },
      onDrop: (event: DragEvent) => {
        setIsOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}
