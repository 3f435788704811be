import type { ComponentProps } from 'react';
import { classNames } from './class-names';

export function Textarea({ className, rows = 4, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={classNames(
        'w-full min-w-0 resize-y rounded-sm border border-line-strong bg-surface-2 px-3 py-2 text-base text-ink-1 transition-colors placeholder:text-ink-3 hover:border-ink-3 focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent-text disabled:opacity-50 aria-invalid:border-air-bright touch:rounded-md',
        className,
      )}
      {...props}
    />
  );
}
