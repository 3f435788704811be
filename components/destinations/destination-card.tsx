'use client';

import { Ellipsis, KeyRound, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { keyText } from '@/components/shared/key-text';
import { PlatformMark } from '@/components/shared/platform-mark';
import { Card } from '@/components/ui/card';
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import type { DestinationPreset } from '@/lib/core/presets/destination-presets';
import type { DestinationSummary } from './destination-types';
import { EditDestinationDialog } from './edit-destination-dialog';
import { RemoveDestinationDialog } from './remove-destination-dialog';
import { ReplaceKeyDialog } from './replace-key-dialog';

export interface DestinationCardProps {
  destination: DestinationSummary;
  /** null while the table is on its way, or for a platform this version no longer knows. */
  preset: DestinationPreset | null;
  canManage: boolean;
}

export function DestinationCard({ destination, preset, canManage }: DestinationCardProps) {
  const [openDialog, setOpenDialog] = useState<'edit' | 'key' | 'remove' | null>(null);
  const close = () => setOpenDialog(null);
  const isEncrypted = destination.url.startsWith('rtmps:');
  return (
    <li className="min-w-0">
      <Card className="h-full p-4">
        <div className="flex items-start gap-3">
          <PlatformMark platform={destination.platform} className="size-9 rounded-md text-[14px]" />
          <div className="min-w-0 flex-1">
            <h2 className="truncate text-[14px] font-[620]">{destination.name}</h2>
            <p className="truncate text-sm text-ink-3">{preset?.label ?? destination.platform}</p>
          </div>
          {canManage && (
            <DropdownMenu
              trigger={
                <IconButton
                  variant="ghost"
                  size="small"
                  hasTooltip={false}
                  label={`More for ${destination.name}`}
                  icon={<Ellipsis />}
                />
              }
            >
              <MenuItem onSelect={() => setOpenDialog('edit')}>
                <Pencil aria-hidden />
                Edit
              </MenuItem>
              {destination.platform !== 'test' && (
                <MenuItem onSelect={() => setOpenDialog('key')}>
                  <KeyRound aria-hidden />
                  Replace key
                </MenuItem>
              )}
              <MenuSeparator />
              <MenuItem tone="danger" onSelect={() => setOpenDialog('remove')}>
                <Trash2 aria-hidden />
                Remove
              </MenuItem>
            </DropdownMenu>
          )}
        </div>
        <dl className="mt-3.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
          <dt className="text-ink-3">Server</dt>
          <dd className="truncate" title={destination.url}>
            {destination.url}
          </dd>
          <dt className="text-ink-3">Key</dt>
          <dd className="tabular-nums">{keyText(destination)}</dd>
        </dl>
        <div className="mt-3.5 flex flex-wrap gap-1.5">
          <Pill>{usageText(destination.showCount)}</Pill>
          {isEncrypted && <Pill>Encrypted</Pill>}
          {destination.backupUrl !== null && <Pill>Backup server</Pill>}
        </div>
        {openDialog === 'edit' && preset && (
          <EditDestinationDialog destination={destination} preset={preset} onClose={close} />
        )}
        {openDialog === 'key' && (
          <ReplaceKeyDialog destination={destination} keyHelp={preset?.keyHelp ?? ''} onClose={close} />
        )}
        {openDialog === 'remove' && <RemoveDestinationDialog destination={destination} onClose={close} />}
      </Card>
    </li>
  );
}

function usageText(showCount: number): string {
  if (showCount === 0) return 'In no show';
  return showCount === 1 ? 'In 1 show' : `In ${showCount} shows`;
}
