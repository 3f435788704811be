import type { ReactNode } from 'react';
import { classNames } from './class-names';

export function Kbd({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return (
    <kbd
      className={classNames(
        'rounded-[4px] border border-line-strong px-1 font-sans text-[10px] leading-[15px] font-[550] text-ink-3',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
