'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { ProblemFile } from './use-scene-files';

/** Why a file of scenes was not imported, or what is missing in those that were: each problem with its place. */
export function ImportProblemsDialog({ file, onClose }: { file: ProblemFile | null; onClose: () => void }) {
  const name = file?.fileName ?? '';
  const isImported = file?.isImported === true;
  return (
    <Dialog
      isOpen={file !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={isImported ? 'Imported, but files are missing' : 'Nothing was imported'}
      description={
        isImported
          ? `The scenes of “${name}” are in the show. Some show files of another workspace.`
          : `“${name}” has problems. The show is as it was.`
      }
      width="small"
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul aria-label="Problems" className="flex flex-col gap-2.5">
        {file?.problems.map(({ place, reason }) => (
          <li key={place + reason} className="rounded-sm border border-line bg-surface-2 px-3 py-2">
            <b className="block font-semibold">{place}</b>
            <span className="text-ink-2">{reason}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
