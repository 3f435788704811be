'use client';

import { Users } from 'lucide-react';
import { Button } from '@/components/ui/button';

export interface OverwriteNoteProps {
  /** What they made of it, where it fits a line. */
  theirs?: string | undefined;
  /** Sends one's own all the same; absent where another button does. */
  onKeep?: (() => void) | undefined;
  onTakeTheirs: () => void;
}

/** Another producer changed what is being typed: nobody's words go without being asked. */
export function OverwriteNote({ theirs, onKeep, onTakeTheirs }: OverwriteNoteProps) {
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-sm bg-warn-soft px-2.5 py-2 text-sm text-warn">
      <p className="flex items-start gap-1.5">
        <Users aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        <span className="min-w-0 break-words">
          Another producer changed this{theirs === undefined ? '' : ` to “${theirs}”`} while you typed. Yours
          would replace it.
        </span>
      </p>
      <span className="flex flex-wrap gap-2">
        <Button size="small" onClick={onTakeTheirs}>
          Take theirs
        </Button>
        {onKeep && (
          <Button size="small" onClick={onKeep}>
            Keep mine
          </Button>
        )}
      </span>
    </div>
  );
}
