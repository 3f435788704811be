import type { ComponentProps } from 'react';
import { classNames } from './class-names';

/** Shared by every single-line control. */
export const CONTROL =
  'h-9 w-full min-w-0 rounded-sm border border-line-strong bg-surface-2 px-3 text-base text-ink-1 transition-colors placeholder:text-ink-3 hover:border-ink-3 focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent-text disabled:opacity-50 aria-invalid:border-air-bright touch:h-12 touch:rounded-md';

/** A file input as its button alone: beside it browsers write "No file chosen", also once a file was taken. */
export const FILE_BUTTON =
  'w-fit text-[0px] file:mr-0 file:h-8 file:cursor-pointer file:rounded-sm file:border file:border-line-strong file:bg-surface-3 file:px-3 file:text-base file:font-[550] file:text-ink-1 hover:file:bg-surface-4 touch:file:h-11';

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={classNames(CONTROL, className)} {...props} />;
}
