'use client';

import { Download, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { assetUrl, type AssetView } from '@/lib/core/contract/asset';
import { ASSET_KIND_NAMES } from '@/lib/core/contract/asset-limits';
import { AssetPicture } from './asset-picture';
import { assetFactsText } from './asset-text';
import { RemoveAssetDialog } from './remove-asset-dialog';
import { RenameAssetDialog } from './rename-asset-dialog';

export interface AssetCardProps {
  asset: AssetView;
  canManage: boolean;
  /** What the page around does with it. */
  action?: ReactNode;
}

/** A file of the library. */
export function AssetCard({ asset, canManage, action }: AssetCardProps) {
  const [dialog, setDialog] = useState<'rename' | 'remove' | null>(null);
  const close = () => setDialog(null);
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-md border border-line bg-surface-2 p-2">
      <AssetPicture asset={asset} />
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-[600]" title={asset.name}>
            {asset.name}
            <span className="sr-only">, {ASSET_KIND_NAMES[asset.kind]}</span>
          </p>
          <p className="truncate text-xs text-ink-3 tabular-nums">{assetFactsText(asset)}</p>
        </div>
        <DropdownMenu
          trigger={
            <IconButton
              variant="ghost"
              size="small"
              hasTooltip={false}
              label={`More for ${asset.name}`}
              icon={<Ellipsis />}
            />
          }
        >
          <MenuItem asChild>
            <a href={assetUrl(asset.assetId)} download>
              <Download aria-hidden />
              Download
            </a>
          </MenuItem>
          {canManage && (
            <>
              <MenuItem onSelect={() => setDialog('rename')}>
                <Pencil aria-hidden />
                Rename
              </MenuItem>
              <MenuSeparator />
              <MenuItem tone="danger" onSelect={() => setDialog('remove')}>
                <Trash2 aria-hidden />
                Delete
              </MenuItem>
            </>
          )}
        </DropdownMenu>
      </div>
      {action}
      {dialog === 'rename' && <RenameAssetDialog asset={asset} onClose={close} />}
      {dialog === 'remove' && <RemoveAssetDialog asset={asset} onClose={close} />}
    </li>
  );
}
