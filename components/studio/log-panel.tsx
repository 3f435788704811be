'use client';

import { History } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { Select } from '@/components/ui/select';
import { fitsFilter, LOG_KINDS, peopleOf, type LogFilter, type LogKind } from './model/log-filter';
import { describeEvent } from './model/log-wording';
import { useShowView } from './studio-context';

/** Who did what, newest first: who took what to air, and all the rest, by person and kind. */
export function LogPanel() {
  const { log, state } = useShowView();
  const [filter, setFilter] = useState<LogFilter>({ person: null, kind: null });
  if (!state) return null;
  const lines = log.flatMap((entry) => {
    const text = fitsFilter(entry, filter) ? describeEvent(entry, state) : null;
    return text === null ? [] : [{ seq: entry.seq, atMs: entry.atMs, text }];
  });
  const isFiltered = filter.person !== null || filter.kind !== null;
  if (lines.length === 0 && !isFiltered)
    return (
      <EmptyState
        icon={<History />}
        title="Nothing has happened yet"
        text="Everything that producers and guests do appears here."
        className="py-8"
      />
    );
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-2">
        <Select
          aria-label="Person"
          value={filter.person ?? ''}
          onChange={({ target }) => setFilter({ ...filter, person: target.value || null })}
        >
          <option value="">Everybody</option>
          {peopleOf(log).map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Kind"
          value={filter.kind ?? ''}
          onChange={({ target }) =>
            setFilter({ ...filter, kind: target.value === '' ? null : (target.value as LogKind) })
          }
        >
          <option value="">Everything</option>
          {LOG_KINDS.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </Select>
      </div>
      {lines.length === 0 && <p className="py-4 text-center text-ink-3">Nothing like that has happened.</p>}
      <ol aria-label="What happened" className="flex flex-col">
        {lines.toReversed().map(({ seq, atMs, text }) => (
          <li key={seq} className="flex gap-3 border-b border-line py-2 last:border-0">
            <time
              dateTime={new Date(atMs).toISOString()}
              className="shrink-0 text-sm leading-[19px] text-ink-3 tabular-nums"
            >
              {new Date(atMs).toLocaleTimeString('en-GB')}
            </time>
            <span className="min-w-0 break-words">{text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
