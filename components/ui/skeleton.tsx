import { classNames } from './class-names';

/** The outline of something on its way. The region around it carries `aria-busy`. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return (
    <span aria-hidden className={classNames('block animate-pulse rounded-md bg-surface-2', className)} />
  );
}
