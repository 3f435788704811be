'use client';

import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';

/** air: viewers see it. preview: they see it after the next take. idle: nobody does. */
export type MonitorTone = 'air' | 'preview' | 'idle';

const TITLE: Record<MonitorTone, string> = {
  air: 'text-air-bright',
  preview: 'text-preview',
  idle: 'text-ink-2',
};
const FRAME: Record<MonitorTone, string> = {
  air: 'outline-air-bright shadow-[0_0_0_5px_color-mix(in_srgb,var(--air-bright)_14%,transparent)]',
  preview: 'outline-preview shadow-[0_0_0_5px_color-mix(in_srgb,var(--preview)_12%,transparent)]',
  idle: 'outline-line-strong',
};

export interface MonitorFrameProps {
  /** Says in words what the colour says. */
  title: string;
  tone: MonitorTone;
  note: ReactNode;
  children: ReactNode;
}

/** One picture of the show with what it is. */
export function MonitorFrame({ title, tone, note, children }: MonitorFrameProps) {
  return (
    <>
      <div className="mb-1.5 flex h-6 items-center justify-between gap-3">
        <b className={classNames('shrink-0 text-xs font-[750] tracking-[.08em]', TITLE[tone])}>{title}</b>
        <span className="truncate text-sm text-ink-3 tabular-nums">{note}</span>
      </div>
      <div
        className={classNames(
          'relative aspect-video overflow-hidden rounded-md outline-2 outline-solid',
          FRAME[tone],
        )}
      >
        {children}
      </div>
    </>
  );
}
