import type { ComponentProps } from 'react';
import { classNames } from './class-names';

export function Eyebrow({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      className={classNames('text-xs font-semibold tracking-[.06em] text-ink-3 uppercase', className)}
      {...props}
    />
  );
}
