'use client';

import { Trash2 } from 'lucide-react';
import { useState, type FocusEvent, type KeyboardEvent } from 'react';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Pill } from '@/components/ui/pill';
import { Select } from '@/components/ui/select';
import { LIMITS } from '@/lib/core/contract/limits';
import type { RundownItem } from '@/lib/core/contract/show-state';
import { useSend, useShow } from '../studio-context';
import { EditGuard } from '../team/edit-guard';
import { durationText, readDuration } from './duration-text';

/** One part in the editor. A field is taken over when it is left, or with Enter. */
export function RundownRow({ item, isRunning }: { item: RundownItem; isRunning: boolean }) {
  const { scenes } = useShow();
  const send = useSend();
  const [lengthError, setLengthError] = useState<string>();
  const put = (part: Partial<RundownItem>) => send({ type: 'rundown.edit', ...item, ...part });
  const takeTitle = ({ target }: FocusEvent<HTMLInputElement>) => {
    const title = target.value.trim();
    if (title === '') target.value = item.title;
    else if (title !== item.title) put({ title });
  };
  const takeLength = ({ target }: FocusEvent<HTMLInputElement>) => {
    const durationMs = readDuration(target.value);
    setLengthError(durationMs === null ? 'Minutes, like 5 or 5:30.' : undefined);
    if (durationMs === null) return;
    target.value = durationText(durationMs);
    if (durationMs !== item.durationMs) put({ durationMs });
  };
  return (
    <div className="rounded-md border border-line bg-surface-2 p-3 pr-10">
      <EditGuard subject={`rundown:${item.itemId}`}>
        <div className="grid gap-x-2.5 gap-y-2 sm:grid-cols-[minmax(0,1fr)_92px_minmax(0,.7fr)_auto]">
          {/* What others change comes in as a new field: these are not typed in then (EditGuard). */}
          <Field label="Title" key={`title ${item.title}`}>
            {(control) => (
              <Input
                {...control}
                defaultValue={item.title}
                maxLength={LIMITS.nameChars}
                onBlur={takeTitle}
                onKeyDown={leaveOnEnter}
              />
            )}
          </Field>
          <Field label="Length" key={`length ${item.durationMs}`} error={lengthError}>
            {(control) => (
              <Input
                {...control}
                defaultValue={durationText(item.durationMs)}
                inputMode="numeric"
                className="tabular-nums"
                onBlur={takeLength}
                onKeyDown={leaveOnEnter}
              />
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
          <Field label="Notes" key={`notes ${item.notes}`} className="sm:col-span-3">
            {(control) => (
              <textarea
                {...control}
                defaultValue={item.notes}
                maxLength={LIMITS.notesChars}
                rows={2}
                onBlur={({ target }) => target.value !== item.notes && put({ notes: target.value })}
                className="w-full resize-y rounded-sm border border-line-strong bg-surface-2 px-3 py-2 text-base text-ink-1"
              />
            )}
          </Field>
        </div>
      </EditGuard>
    </div>
  );
}

function leaveOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === 'Enter') event.currentTarget.blur();
}
