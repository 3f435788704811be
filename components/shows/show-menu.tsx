'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  Archive,
  ArchiveRestore,
  CalendarClock,
  Ellipsis,
  ExternalLink,
  Pencil,
  Smartphone,
} from 'lucide-react';
import { useState } from 'react';
import { useCan } from '@/components/shared/viewer';
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { loadPage } from '@/lib/browser/api/load-page';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { RenameShowDialog } from './rename-show-dialog';
import { ScheduleDialog } from './schedule-dialog';
import type { ShowSummary } from './show-types';

type MenuTarget = Pick<ShowSummary, 'showId' | 'title' | 'slug' | 'scheduledAt' | 'archivedAt' | 'liveSince'>;

/** Everything one does to a show without opening its studio; only what the role allows is listed. */
export function ShowMenu({ show, size = 'small' }: { show: MenuTarget; size?: 'small' | 'default' }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [openDialog, setOpenDialog] = useState<'rename' | 'schedule' | null>(null);
  const canEnter = useCan('studio.enter');
  const canManage = useCan('show.manage');
  const canArchive = useCan('show.archive');
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.shows.pathKey() });
  const archive = useMutation(
    trpc.shows.archive.mutationOptions({
      onSuccess: () => {
        void refresh();
        toast.success(`${show.title} is archived`, {
          action: { label: 'Undo', onClick: () => restore.mutate({ showId: show.showId }) },
        });
      },
      onError: (error) => toast.error("We couldn't archive the show", { description: errorText(error) }),
    }),
  );
  const restore = useMutation(
    trpc.shows.restore.mutationOptions({
      onSuccess: () => void refresh(),
      onError: (error) => toast.error("We couldn't restore the show", { description: errorText(error) }),
    }),
  );

  return (
    <>
      <DropdownMenu
        trigger={
          <IconButton
            size={size}
            variant={size === 'small' ? 'ghost' : 'default'}
            hasTooltip={false}
            label={`More for ${show.title}`}
            icon={<Ellipsis />}
          />
        }
      >
        <MenuItem onSelect={() => window.open(`/watch/${show.slug}`, '_blank', 'noreferrer')}>
          <ExternalLink aria-hidden />
          Open watch page
        </MenuItem>
        {canEnter && show.archivedAt === null && (
          <MenuItem onSelect={() => loadPage(`/shows/${show.showId}/remote`)}>
            <Smartphone aria-hidden />
            Open the remote
          </MenuItem>
        )}
        {canManage && (
          <>
            <MenuItem onSelect={() => setOpenDialog('rename')}>
              <Pencil aria-hidden />
              Rename
            </MenuItem>
            <MenuItem onSelect={() => setOpenDialog('schedule')}>
              <CalendarClock aria-hidden />
              Schedule
            </MenuItem>
          </>
        )}
        {canArchive && (
          <>
            <MenuSeparator />
            {show.archivedAt === null ? (
              <MenuItem
                reason={show.liveSince === null ? null : 'End the show first.'}
                onSelect={() => archive.mutate({ showId: show.showId })}
              >
                <Archive aria-hidden />
                Archive
              </MenuItem>
            ) : (
              <MenuItem onSelect={() => restore.mutate({ showId: show.showId })}>
                <ArchiveRestore aria-hidden />
                Restore
              </MenuItem>
            )}
          </>
        )}
      </DropdownMenu>
      {openDialog === 'rename' && <RenameShowDialog show={show} onClose={() => setOpenDialog(null)} />}
      {openDialog === 'schedule' && <ScheduleDialog show={show} onClose={() => setOpenDialog(null)} />}
    </>
  );
}
