'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { HolderNote } from './team/edit-guard';
import { OverwriteNote } from './team/overwrite-note';
import { useDraft } from './team/use-draft';
import { useHold, useHolder } from './team/use-hold';
import { LIMITS } from '@/lib/core/contract/limits';

export interface RenameDialogProps {
  title: string;
  label: string;
  name: string;
  /** What is renamed, as others must know while it is being done: a path as in `eventTargets`. */
  subject: string;
  onRename: (name: string) => void;
  onClose: () => void;
}

export function RenameDialog({ title, label, name, subject, onRename, onClose }: RenameDialogProps) {
  const draft = useDraft(name);
  const isEmpty = draft.value.trim() === '';
  const holder = useHolder(subject);
  useHold(holder === null ? subject : null);
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={title} width="small">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isEmpty) return;
          onRename(draft.value.trim());
          onClose();
        }}
      >
        <Field label={label} error={isEmpty ? 'Give it a name.' : undefined}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={draft.value}
              maxLength={LIMITS.nameChars}
              onFocus={(event) => event.target.select()}
              onChange={(event) => draft.set(event.target.value)}
            />
          )}
        </Field>
        {holder !== null && <HolderNote name={holder} />}
        {draft.theirs && <OverwriteNote theirs={draft.theirs.value} onTakeTheirs={draft.drop} />}
        <div className="flex justify-end gap-2.5">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="primary"
            reason={isEmpty ? 'Give it a name first.' : holder === null ? null : `${holder} is editing this.`}
          >
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
