'use client';

import { useId } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Kbd } from '@/components/ui/kbd';
import type { StudioAction } from './model/actions/studio-action';
import { pressAction } from './press-action';

export interface TakeButtonProps {
  take: StudioAction;
  className?: string;
}

/** Puts the preview on program; beside it why that is not possible now. */
export function TakeButton({ take, className }: TakeButtonProps) {
  const id = useId();
  return (
    <>
      {take.reason !== null && (
        <span id={id} className="text-sm text-ink-3 max-sm:w-full">
          {take.reason}
        </span>
      )}
      <button
        type="button"
        aria-label={take.label}
        aria-keyshortcuts="Space"
        aria-disabled={!take.isAvailable}
        aria-describedby={take.reason === null ? undefined : id}
        onClick={() => pressAction(take)}
        className={classNames(
          'flex h-9 items-center justify-center gap-2.5 rounded-md bg-ink-1 px-5 text-lg font-[680] text-on-light transition-opacity hover:opacity-90 aria-disabled:opacity-45 max-sm:w-full touch:h-12',
          className,
        )}
      >
        Take
        <Kbd className="border-current px-1.5 text-[11px] leading-[17px] text-on-light max-sm:hidden">
          Space
        </Kbd>
      </button>
    </>
  );
}
