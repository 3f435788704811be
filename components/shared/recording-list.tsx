'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Download, Ellipsis, Film, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { DropdownMenu, MenuItem } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import { toast } from '@/components/ui/toast';
import type { ApiOutputs } from '@/lib/browser/api/api-types';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { formatBytes, formatDay, formatDuration } from './format-time';
import { useCan } from './viewer';

export type RecordingSummary = ApiOutputs['recordings']['list'][number];

export interface RecordingListProps {
  recordings: RecordingSummary[];
  /** Off where all rows belong to the show of the page. */
  namesShow: boolean;
}

export function RecordingList({ recordings, namesShow }: RecordingListProps) {
  return (
    <Card>
      <ul className="divide-y divide-line">
        {recordings.map((recording) => (
          <RecordingRow key={recording.recordingId} recording={recording} namesShow={namesShow} />
        ))}
      </ul>
    </Card>
  );
}

function RecordingRow({ recording, namesShow }: { recording: RecordingSummary; namesShow: boolean }) {
  const canRemove = useCan('recording.remove');
  const [isAsking, setIsAsking] = useState(false);
  const startedText = formatDay(recording.createdAt, new Date());
  const isRunning = recording.status === 'recording';
  return (
    <li className="flex items-center gap-3 px-3.5 py-3">
      <span
        aria-hidden
        className="stage-ground grid aspect-video w-[72px] shrink-0 place-items-center rounded-sm max-sm:hidden"
      >
        <Film className="size-4 text-accent-text" strokeWidth={1.6} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-[600]">
          {namesShow ? (
            <Link href={`/shows/${recording.showId}`} className="hover:underline">
              {recording.showTitle}
            </Link>
          ) : (
            startedText
          )}
        </p>
        <p className="text-sm text-ink-3 tabular-nums">
          {namesShow && `${startedText} · `}
          {formatDuration(recording.durationMs)} · {formatBytes(recording.bytes)}
        </p>
      </div>
      {isRunning && <Pill tone="air">RECORDING</Pill>}
      {recording.status === 'failed' && <Pill tone="warn">Cut short</Pill>}
      {!isRunning && Number(recording.bytes) > 0 && (
        <Button asChild size="small">
          <a href={`/api/recordings/${recording.recordingId}`} download>
            <Download aria-hidden />
            Download<span className="sr-only"> the recording of {startedText}</span>
          </a>
        </Button>
      )}
      {canRemove && !isRunning && (
        <DropdownMenu
          trigger={
            <IconButton
              variant="ghost"
              size="small"
              hasTooltip={false}
              label={`More for the recording of ${startedText}`}
              icon={<Ellipsis />}
            />
          }
        >
          <MenuItem tone="danger" onSelect={() => setIsAsking(true)}>
            <Trash2 aria-hidden />
            Delete recording
          </MenuItem>
        </DropdownMenu>
      )}
      <RemoveRecordingDialog
        recordingId={recording.recordingId}
        isOpen={isAsking}
        onOpenChange={setIsAsking}
      />
    </li>
  );
}

function RemoveRecordingDialog(props: {
  recordingId: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.recordings.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.recordings.pathKey() });
        props.onOpenChange(false);
      },
      onError: (error) => toast.error("We couldn't delete the recording", { description: errorText(error) }),
    }),
  );
  return (
    <AlertDialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      title="Delete this recording?"
      description="The file is removed from this server and cannot be brought back. Download it first if you may need it."
      confirmLabel="Delete recording"
      isLoading={remove.isPending}
      onConfirm={() => remove.mutate({ recordingId: props.recordingId })}
    />
  );
}
