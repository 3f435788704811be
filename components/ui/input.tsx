import type { ComponentProps } from 'react';
import { classNames } from './class-names';

/** Shared by every single-line control. */
export const CONTROL =
  'h-9 w-full min-w-0 rounded-sm border border-line-strong bg-surface-2 px-3 text-base text-ink-1 transition-colors placeholder:text-ink-3 hover:border-ink-3 focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent-text disabled:opacity-50 aria-invalid:border-air-bright touch:h-12 touch:rounded-md';

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={classNames(CONTROL, className)} {...props} />;
}
