'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { RefusedFile } from './use-scene-files';

/** Why a file of scenes was not imported: each problem with its place. */
export function ImportProblemsDialog({
  refused,
  onClose,
}: {
  refused: RefusedFile | null;
  onClose: () => void;
}) {
  return (
    <Dialog
      isOpen={refused !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Nothing was imported"
      description={`“${refused?.fileName ?? ''}” has problems. The show is as it was.`}
      width="small"
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul aria-label="Problems" className="flex flex-col gap-2.5">
        {refused?.problems.map(({ place, reason }) => (
          <li key={place + reason} className="rounded-sm border border-line bg-surface-2 px-3 py-2">
            <b className="block font-semibold">{place}</b>
            <span className="text-ink-2">{reason}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
