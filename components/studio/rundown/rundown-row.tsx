'use client';

import { Trash2 } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Pill } from '@/components/ui/pill';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { LIMITS } from '@/lib/core/contract/limits';
import type { RundownItem } from '@/lib/core/contract/show-state';
import { useSend, useShow } from '../studio-context';
import { EditGuard } from '../team/edit-guard';
import { OverwriteNote } from '../team/overwrite-note';
import { useDraft, type Draft } from '../team/use-draft';
import { durationText, readDuration } from './duration-text';

export interface RundownRowProps {
  item: RundownItem;
  isRunning: boolean;
  /** Just made here: its title is what one types next. */
  isNew: boolean;
}

/** One part in the editor. A field is taken over when it is left, or with Enter; never over somebody else's change. */
export function RundownRow({ item, isRunning, isNew }: RundownRowProps) {
  const { scenes } = useShow();
  const send = useSend();
  const put = (part: Partial<RundownItem>) => send({ type: 'rundown.edit', ...item, ...part });
  const title = useDraft(item.title);
  const length = useDraft(durationText(item.durationMs));
  const notes = useDraft(item.notes);
  const [lengthError, setLengthError] = useState<string>();
  const takeTitle = () => {
    const typed = title.value.trim();
    if (typed !== '' && typed !== item.title) put({ title: typed });
    title.drop();
  };
  const takeLength = () => {
    const durationMs = readDuration(length.value);
    setLengthError(durationMs === null ? 'Minutes, like 5 or 5:30.' : undefined);
    if (durationMs === null) return;
    if (durationMs !== item.durationMs) put({ durationMs });
    length.drop();
  };
  const takeNotes = () => {
    if (notes.isTyped) put({ notes: notes.value });
    notes.drop();
  };
  return (
    <div className="rounded-md border border-line bg-surface-2 p-3 sm:pr-10">
      <EditGuard subject={`rundown:${item.itemId}`}>
        <div className="grid grid-cols-[92px_minmax(0,1fr)_auto] gap-x-2.5 gap-y-2 sm:grid-cols-[minmax(0,1fr)_92px_minmax(0,.7fr)_auto]">
          <Field label="Title" className="max-sm:col-span-3 max-sm:pr-8">
            {(control) => (
              <>
                <Input
                  {...control}
                  value={title.value}
                  autoFocus={isNew}
                  onFocus={({ target }) => isNew && target.select()}
                  maxLength={LIMITS.nameChars}
                  onChange={({ target }) => title.set(target.value)}
                  onBlur={() => !title.theirs && takeTitle()}
                  onKeyDown={leaveOnEnter}
                />
                <Overtaken draft={title} onKeep={takeTitle} />
              </>
            )}
          </Field>
          <Field label="Length" error={lengthError}>
            {(control) => (
              <>
                <Input
                  {...control}
                  value={length.value}
                  inputMode="numeric"
                  className="tabular-nums"
                  onChange={({ target }) => length.set(target.value)}
                  onBlur={() => !length.theirs && takeLength()}
                  onKeyDown={leaveOnEnter}
                />
                <Overtaken draft={length} onKeep={takeLength} />
              </>
            )}
          </Field>
          <Field label="Scene">
            {(control) => (
              <Select
                {...control}
                value={scenes.some(({ sceneId }) => sceneId === item.sceneId) ? (item.sceneId ?? '') : ''}
                onChange={({ target }) => put({ sceneId: target.value === '' ? null : target.value })}
              >
                <option value="">None</option>
                {scenes.map(({ sceneId, name }) => (
                  <option key={sceneId} value={sceneId}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <span className="flex items-end pb-0.5">
            {isRunning ? (
              <Pill tone="air" className="mb-1.5">
                RUNNING
              </Pill>
            ) : (
              <IconButton
                variant="ghost"
                label={`Remove ${item.title}`}
                icon={<Trash2 />}
                onClick={() => send({ type: 'rundown.remove', itemId: item.itemId })}
              />
            )}
          </span>
          <Field label="Notes" className="col-span-3">
            {(control) => (
              <>
                <Textarea
                  {...control}
                  value={notes.value}
                  maxLength={LIMITS.notesChars}
                  rows={2}
                  onChange={({ target }) => notes.set(target.value)}
                  onBlur={() => !notes.theirs && takeNotes()}
                />
                <Overtaken draft={notes} onKeep={takeNotes} />
              </>
            )}
          </Field>
        </div>
      </EditGuard>
    </div>
  );
}

function Overtaken({ draft, onKeep }: { draft: Draft<string>; onKeep: () => void }) {
  if (!draft.theirs) return null;
  return <OverwriteNote theirs={draft.theirs.value} onKeep={onKeep} onTakeTheirs={draft.drop} />;
}

function leaveOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === 'Enter') event.currentTarget.blur();
}
