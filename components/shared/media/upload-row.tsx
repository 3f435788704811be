'use client';

import { CircleAlert, CircleCheck, Pause, Play, RotateCw, Upload, WifiOff, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Spinner } from '@/components/ui/spinner';
import type { Uploads, UploadView } from '@/lib/browser/uploads/create-uploads';
import { uploadPercent, uploadText } from './asset-text';

export interface UploadRowProps {
  upload: UploadView;
  uploads: Uploads;
  /** Opens the file chooser, for an upload of an earlier visit. */
  onChoose: () => void;
}

/** One file on its way: how far it is, and what can be done about it. */
export function UploadRow({ upload, uploads, onChoose }: UploadRowProps) {
  const { uploadId, fileName, status } = upload;
  const hasBar = BARS.has(status);
  return (
    <li className="flex items-center gap-2.5 px-3 py-2">
      <span aria-hidden className="shrink-0 text-ink-3 [&_svg]:size-4">
        {ICONS[status]}
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-[560]">{fileName}</p>
        {hasBar && (
          <div
            role="progressbar"
            aria-label={`Upload of ${fileName}`}
            aria-valuenow={uploadPercent(upload)}
            aria-valuetext={uploadText(upload)}
            className="my-1 h-1 overflow-hidden rounded-full bg-surface-4"
          >
            <div
              className="h-full rounded-full bg-accent transition-[width] motion-reduce:transition-none"
              style={{ width: `${uploadPercent(upload)}%` }}
            />
          </div>
        )}
        <p className={status === 'failed' ? 'text-sm text-air-text' : 'text-sm text-ink-3 tabular-nums'}>
          {uploadText(upload)}
        </p>
      </div>
      {(status === 'sending' || status === 'waiting' || status === 'offline') && (
        <Act label={`Pause ${fileName}`} icon={<Pause />} onClick={() => uploads.pause(uploadId)} />
      )}
      {(status === 'paused' || status === 'offline') && (
        <Act
          label={status === 'paused' ? `Go on with ${fileName}` : `Try ${fileName} now`}
          icon={<Play />}
          onClick={() => uploads.resume(uploadId)}
        />
      )}
      {status === 'failed' && upload.kind !== null && (
        <Act label={`Try ${fileName} again`} icon={<RotateCw />} onClick={() => uploads.resume(uploadId)} />
      )}
      {status === 'interrupted' && (
        <Act label={`Choose ${fileName} again`} icon={<Upload />} onClick={onChoose} />
      )}
      {status === 'done' || status === 'failed' ? (
        <Act
          label={`Take ${fileName} off this list`}
          icon={<X />}
          onClick={() => uploads.dismiss(uploadId)}
        />
      ) : (
        status !== 'checking' && (
          <Act label={`Cancel ${fileName}`} icon={<X />} onClick={() => uploads.cancel(uploadId)} />
        )
      )}
    </li>
  );
}

function Act({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return <IconButton size="small" variant="ghost" label={label} icon={icon} onClick={onClick} />;
}

const BARS = new Set<UploadView['status']>(['waiting', 'sending', 'paused', 'offline']);

const ICONS: Readonly<Record<UploadView['status'], ReactNode>> = {
  waiting: <Upload />,
  sending: <Upload />,
  paused: <Pause />,
  offline: <WifiOff />,
  checking: <Spinner />,
  done: <CircleCheck className="text-accent-text" />,
  failed: <CircleAlert className="text-air-text" />,
  interrupted: <CircleAlert />,
};
