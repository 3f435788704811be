import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';

/** One line about this page that stays until it is no longer true, with what can be done about it. */
export function NoticeBar({
  className,
  children,
  action,
}: {
  className?: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div
      role="status"
      className={classNames(
        'flex flex-wrap items-center gap-3 rounded-md border border-line-strong bg-surface-2 px-3 py-2 text-ink-1 shadow-float',
        className,
      )}
    >
      <span className="flex-1">{children}</span>
      {action}
    </div>
  );
}
