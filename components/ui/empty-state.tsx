import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** What to do next, in one sentence. */
  text: ReactNode;
  action?: ReactNode;
  className?: string | undefined;
}

export function EmptyState({ icon, title, text, action, className }: EmptyStateProps) {
  return (
    <div
      className={classNames(
        'flex flex-col items-center justify-center gap-1.5 rounded-lg border border-dashed border-line-strong px-6 py-10 text-center',
        className,
      )}
    >
      {icon && (
        <span
          aria-hidden
          className="mb-2 grid size-11 place-items-center rounded-[12px] bg-surface-2 text-ink-3 [&_svg]:size-5"
        >
          {icon}
        </span>
      )}
      <p className="text-[14px] font-[620]">{title}</p>
      <p className="max-w-[52ch] text-ink-3">{text}</p>
      {action && <div className="mt-3.5 flex flex-wrap justify-center gap-2.5">{action}</div>}
    </div>
  );
}
