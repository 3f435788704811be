'use client';

import { Play } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Popover } from '@/components/ui/popover';
import type { RundownItem } from '@/lib/core/contract/show-state';
import { useShow } from '../studio-context';
import { HolderBadge } from '../team/edit-guard';
import { durationText } from './duration-text';

export type Stand = 'done' | 'current' | 'next' | 'later';

export interface RundownChipProps {
  item: RundownItem;
  stand: Stand;
  /** Of the current item; negative when it is over. */
  leftMs: number | null;
  /** Null: this person may not. */
  onStart: (() => void) | null;
}

const LOOKS: Record<Stand, string> = {
  done: 'border-line bg-surface-1 opacity-60',
  current: 'border-air bg-surface-2',
  next: 'border-preview/60 bg-surface-2',
  later: 'border-line bg-surface-2',
};

/** Long items are wider, short ones still readable. */
const GROW_MIN = 1;
const GROW_MAX = 4;
const GROW_MS = 5 * 60_000;

/** One part of the plan; opens to its notes. */
export function RundownChip({ item, stand, leftMs, onStart }: RundownChipProps) {
  const { scenes } = useShow();
  const scene = scenes.find(({ sceneId }) => sceneId === item.sceneId);
  const grow = Math.min(GROW_MAX, Math.max(GROW_MIN, item.durationMs / GROW_MS));
  const spent = leftMs === null ? 0 : Math.min(1, Math.max(0, 1 - leftMs / item.durationMs));
  return (
    <li
      style={{ flex: `${grow} 0 96px` }}
      className="min-w-0"
      aria-current={stand === 'current' || undefined}
    >
      <Popover
        label={item.title}
        align="start"
        side="top"
        trigger={
          <button
            type="button"
            className={classNames(
              'relative block w-full overflow-hidden rounded-sm border px-2.5 py-2 text-left text-sm',
              LOOKS[stand],
            )}
          >
            {leftMs !== null && (
              <span
                aria-hidden
                style={{ width: `${spent * 100}%` }}
                className="absolute inset-y-0 left-0 bg-air-soft"
              />
            )}
            <span className="relative flex items-center gap-1.5">
              <b className="truncate font-semibold">{item.title}</b>
              <HolderBadge
                subject={`rundown:${item.itemId}`}
                className="ml-auto h-[16px] min-w-0 shrink px-1.5"
              />
            </span>
            <span
              className={classNames(
                'relative block truncate',
                leftMs !== null && leftMs < 0 ? 'text-air-text' : 'text-ink-3',
              )}
            >
              {standText(item, stand, leftMs)}
            </span>
          </button>
        }
      >
        <div className="flex flex-col gap-2.5">
          <h3 className="font-semibold">{item.title}</h3>
          <p className="text-sm whitespace-pre-line text-ink-2">{item.notes || 'No notes.'}</p>
          <p className="text-sm text-ink-3">
            {durationText(item.durationMs)}
            {scene ? ` · ${scene.name}` : ''}
          </p>
          {onStart && stand !== 'current' && (
            <Button size="small" onClick={onStart}>
              <Play /> {scene ? `Start now with ${scene.name}` : 'Start now'}
            </Button>
          )}
        </div>
      </Popover>
    </li>
  );
}

function standText({ durationMs }: RundownItem, stand: Stand, leftMs: number | null): string {
  const planned = durationText(durationMs);
  if (leftMs === null) return stand === 'next' ? `next · ${planned}` : planned;
  return leftMs < 0
    ? `${durationText(leftMs)} over ${planned}`
    : `${durationText(leftMs)} left of ${planned}`;
}
