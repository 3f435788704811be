import { LoaderCircle } from 'lucide-react';
import { classNames } from './class-names';

/** Decoration only: the control that owns it says "busy" to assistive technology. */
export function Spinner({ className }: { className?: string | undefined }) {
  return <LoaderCircle aria-hidden className={classNames('size-4 animate-spin', className)} />;
}
