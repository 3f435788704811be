'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LIMITS } from '@/lib/core/contract/limits';

export interface RenameDialogProps {
  title: string;
  label: string;
  name: string;
  onRename: (name: string) => void;
  onClose: () => void;
}

export function RenameDialog({ title, label, name, onRename, onClose }: RenameDialogProps) {
  const [draft, setDraft] = useState(name);
  const isEmpty = draft.trim() === '';
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={title} width="small">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isEmpty) return;
          onRename(draft.trim());
          onClose();
        }}
      >
        <Field label={label} error={isEmpty ? 'Give it a name.' : undefined}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={draft}
              maxLength={LIMITS.nameChars}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setDraft(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2.5">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={isEmpty}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
